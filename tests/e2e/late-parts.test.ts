/** What a page fetches after its first look is there when it is wanted, also when the network is not. */
import { readFileSync } from 'node:fs';
import { expect, test } from '../support/counterpoint-test.ts';

test('menus, explanations and dialogs open by keyboard and give the focus back, even with the network gone', async ({
  people,
}) => {
  const { live: ama } = await people.host('Ama');
  await ama.start();
  await expect(ama.step).toHaveText('Arrive');
  // The page knows before the server does; without a connection the start would be taken back.
  const asServed = async (): Promise<string> => (await ama.page.request.get(ama.page.url())).text();
  await expect.poll(asServed).toContain('<title>Arrive, ');
  await ama.page.waitForLoadState('networkidle');
  await ama.page.context().setOffline(true);
  const press = (key: string): Promise<void> => ama.page.keyboard.press(key);

  await ama.badge.focus();
  const connection = ama.page.getByRole('dialog', { name: 'Connection' });
  for (const time of ['first', 'second']) {
    await press('Enter');
    await expect(connection, time).toBeVisible();
    await expect(ama.badge, time).toHaveAttribute('aria-expanded', 'true');
    await press('Escape');
    await expect(connection, time).toBeHidden();
    await expect(ama.badge, time).toBeFocused();
  }

  await ama.lead('More time').focus();
  for (const time of ['first', 'second']) {
    await press('Enter');
    await expect(ama.page.getByRole('menuitem', { name: '1 minute more' }), time).toBeFocused();
    await press('Escape');
    await expect(ama.lead('More time'), time).toBeFocused();
  }

  await ama.lead('End session').click();
  await expect(ama.page.getByRole('dialog', { name: 'End this session?' })).toBeVisible();
  await press('Escape');
  await expect(ama.lead('End session')).toBeFocused();
  await ama.page.context().setOffline(false);
});

test('when what brings cards into the page bit by bit cannot be fetched, all of them are there at once', async ({
  people,
}) => {
  const manifest = readFileSync('.svelte-kit/output/client/.vite/manifest.json', 'utf8');
  const part = /"src\/lib\/ui\/board\/canvas\/ItemsInPage\.svelte": \{\s*"file": "([^"]+)"/.exec(manifest)?.[1];
  expect(part).toBeDefined();
  const { live: ama } = await people.host('Ama');
  const { page, canvas } = ama;
  await canvas.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', Array.from({ length: 80 }, (_, nth) => `- Card ${String(nth)}`).join('\n'));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText('80 cards', { exact: true })).toBeVisible();
  await ama.saved();
  let refused = 0;
  await page.route(`**/${String(part)}`, (route) => {
    refused += 1;
    return route.abort();
  });
  await page.reload();
  await ama.ready();
  await expect(page.locator('.svelte-flow__node-card')).toHaveCount(80);
  expect(refused).toBeGreaterThan(0);
});
