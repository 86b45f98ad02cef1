/** What a page fetches after its first look is there when it is wanted, also when the network is not. */
import { expect, test } from '../support/counterpoint-test.ts';

test('menus, explanations and dialogs open by keyboard and give the focus back, even with the network gone', async ({
  people,
}) => {
  const { live: ama } = await people.host('Ama');
  await ama.start();
  await expect(ama.step).toHaveText('Arrive');
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
