/** What showed "Saved" stays, whatever happens to the server, the line or the page; and people carry on by themselves. */
import { startCounterpoint, type CounterpointServer } from '../support/counterpoint-server.ts';
import { expect, test } from '../support/counterpoint-test.ts';
import { LiveSessionPage } from '../support/live-session-page.ts';
import { PeopleInBrowsers } from '../support/people-in-browsers.ts';

test.describe('when the server dies', () => {
  let server: CounterpointServer;
  let people: PeopleInBrowsers;

  test.beforeEach(async ({ browser }) => {
    server = await startCounterpoint();
    people = new PeopleInBrowsers(browser, server.address);
  });
  test.afterEach(async () => {
    await people.leave();
    await server.stop();
    await server.clean();
  });

  /** As a power cut does, and back again with the same address and data. */
  async function fall(): Promise<void> {
    await server.kill();
  }
  async function rise(): Promise<void> {
    server = await startCounterpoint({ port: server.port, dataDir: server.dataDir });
  }

  test('in the middle of typing, both browsers carry on by themselves, with all that was written before and meanwhile', async () => {
    test.setTimeout(90_000);
    const { ama, jonas } = await pairWithEditor(people);
    await ama.start();
    await ama.goOnWith(jonas);
    await expect(jonas.step).toHaveText('Last promises');
    await ama.tool('Note').click();
    await expect(ama.writer).toBeFocused();
    await ama.page.keyboard.type('before the fall, ');
    await ama.saved();

    const meanwhile = Array.from({ length: 30 }, (_, n) => `word${n} `).join('');
    const typing = ama.page.keyboard.type(meanwhile);
    await expect(jonas.card(/word5 /)).toBeVisible();
    await fall();
    await typing;
    for (const person of [ama, jonas])
      await expect(person.badge).toHaveAccessibleName(/Reconnecting|Offline: edits are kept/);
    await expect(ama.badge).toHaveAccessibleName(/waiting\)/);
    await jonas.add('goal', 'Written while the server was away');
    await rise();

    for (const person of [ama, jonas]) await person.saved();
    await ama.page.keyboard.type('after the rise');
    await ama.page.keyboard.press('Escape');
    for (const person of [ama, jonas]) {
      await expect(person.card(/^Note/)).toHaveAccessibleName(`Note before the fall, ${meanwhile}after the rise`);
      await expect(person.card('Goal Written while the server was away')).toBeVisible();
      await expect(person.step).toHaveText('Last promises');
      await person.saved();
    }
    await jonas.sees('Ama', 'here');
    await jonas.goOnWith(ama);
    for (const person of [ama, jonas]) await expect(person.step).toHaveText('Goal');
  });

  test('what showed "Saved" is on its disk: a browser that kept nothing finds it after the restart', async () => {
    const { live: ama } = await people.host('Ama');
    await ama.add('note', 'This must stay');
    await ama.saved();
    await fall();
    const cookies = await ama.page.context().storageState();
    await ama.page.context().close();
    await rise();

    const page = await people.browser({ storageState: cookies });
    await page.goto('/');
    await page.getByRole('link', { name: /^Join the session/ }).click();
    await expect(page.getByRole('group', { name: 'Note This must stay' })).toBeVisible();
  });
});

test('a reload in the middle keeps the step, the clock and every word', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  await ama.start();
  await ama.goOnWith(jonas);
  await ama.lead('+1 minute').click();
  await jonas.add('note', 'Written before the reload');
  await expect(ama.card('Written before the reload')).toBeVisible();

  // A clock that began anew with the page would be seen to be wrong.
  await expect.poll(() => ama.secondsLeft(), { timeout: 20_000 }).toBeLessThan(6 * 60 - 4);

  await jonas.page.reload();
  await jonas.ready();
  await expect(jonas.step).toHaveText('Last promises');
  await expect(jonas.guide).toContainText('Of 6 minutes.');
  await expect(jonas.card('Note Written before the reload')).toBeVisible();
  const [left, right] = await Promise.all([ama.secondsLeft(), jonas.secondsLeft()]);
  expect(Math.abs(left - right)).toBeLessThanOrEqual(2);
  await ama.sees('Jonas', 'here');
});

test('offline the badge says that edits are kept, and they are merged with what the peer wrote meanwhile', async ({
  people,
}) => {
  const { ama, jonas } = await pairWithEditor(people);
  await ama.add('note', 'Shared');
  await expect(jonas.card('Shared')).toBeVisible();

  await jonas.page.context().setOffline(true);
  await expect(jonas.badge).toHaveAccessibleName(/Offline: edits are kept/);
  await jonas.add('goal', 'Written offline');
  await jonas.card('Shared').dblclick();
  await expect(jonas.writer).toBeFocused();
  await jonas.page.keyboard.type(', by Jonas offline');
  await jonas.page.keyboard.press('Escape');
  await expect(jonas.badge).toHaveAccessibleName(/Offline: edits are kept \(\d+ waiting\)/);
  await ama.card('Shared').dblclick();
  await expect(ama.writer).toBeFocused();
  await ama.page.keyboard.press('Control+Home');
  await ama.page.keyboard.type('By Ama online: ');
  await ama.page.keyboard.press('Escape');
  await ama.saved();
  await expect(ama.card('Written offline')).toBeHidden();

  await jonas.page.context().setOffline(false);
  for (const person of [ama, jonas]) {
    await expect(person.card('Goal Written offline')).toBeVisible({ timeout: 20_000 });
    await expect(person.card(/^Note/)).toHaveAccessibleName('Note By Ama online: Shared, by Jonas offline');
    await person.saved();
  }
});

test('what was written offline outlives its page, and is sent when the session is opened again', async ({ people }) => {
  const { ama, jonas } = await pairWithEditor(people);
  const context = jonas.page.context();
  await context.setOffline(true);
  await expect(jonas.badge).toHaveAccessibleName(/Offline: edits are kept/);
  await jonas.add('goal', 'Kept in this browser');
  await expect(jonas.badge).toHaveAccessibleName(/Offline: edits are kept \(\d+ waiting\)/);
  await jonas.page.close();
  await context.setOffline(false);

  const page = await context.newPage();
  await page.goto(ama.page.url());
  const again = new LiveSessionPage(page, 'Jonas');
  for (const person of [ama, again]) await expect(person.card('Goal Kept in this browser')).toBeVisible();
  await again.saved();
});

/**
 * Ama and Jonas, who has not written yet. His page has fetched the editor all the same, as it does by itself: the line
 * may be cut from now on.
 */
async function pairWithEditor(people: PeopleInBrowsers): Promise<{ ama: LiveSessionPage; jonas: LiveSessionPage }> {
  const { live: ama, link } = await people.host('Ama');
  const page = await people.browser();
  const editor = page.waitForResponse(async (response) => {
    if (!response.url().endsWith('.js')) return false;
    // What a page had fetched is gone with it when he comes from the invite to the session.
    const script = await response.text().catch(() => '');
    return script.includes('Text of the card');
  });
  const jonas = await people.guest('Jonas', link, page);
  await editor;
  await ama.sees('Jonas', 'here');
  return { ama, jonas };
}
