/** What the page of a room does must not depend on scripts: ending what nobody is in, and leaving. */
import { expect, test } from '../support/counterpoint-test.ts';

test('a session that nobody is in is ended from the room, and the room is left, without scripts and never unasked', async ({
  people,
}) => {
  const { live: ama } = await people.host('Ama');
  await ama.page.getByRole('link', { name: 'Ama’s room' }).click();
  await expect(ama.page.getByText('It is live. Nobody else is there yet.')).toBeVisible();
  await expect(ama.page.getByRole('button', { name: 'End this session' })).toBeVisible();
  const room = ama.page.url();

  const storageState = await ama.page.context().storageState();
  const plain = await people.browser({ javaScriptEnabled: false, storageState });
  await plain.goto(room);
  const end = plain.getByRole('button', { name: 'End this session' });
  await end.click();
  await expect(plain.getByRole('alert').filter({ hasText: 'End this session?' })).toBeVisible();
  await plain.getByRole('link', { name: 'Go on' }).click();
  await expect(plain.getByText('It is live.')).toBeVisible();
  await end.click();
  await end.click();
  await expect(plain.getByRole('region', { name: 'Past sessions' }).getByRole('link')).toHaveCount(1);

  const leave = plain.getByRole('button', { name: 'Leave the room' });
  await leave.click();
  await expect(plain.getByRole('alert').filter({ hasText: 'You are the last one in it' })).toBeVisible();
  await plain.getByRole('link', { name: 'Stay' }).click();
  await leave.click();
  await leave.click();
  await expect(plain).toHaveURL('/');
  expect((await plain.goto(room))?.status()).toBe(404);
});

test('a session is not ended from the room while somebody else is in it', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  await jonas.page.getByRole('link', { name: 'Ama’s room' }).click();
  await expect(jonas.page.getByText('It is live. Ama is there now.')).toBeVisible();
  const end = jonas.page.getByRole('button', { name: 'End this session' });
  await expect(end).toBeHidden();

  await ama.page.goto('/');
  await jonas.page.reload();
  await end.click();
  await ama.page.goBack();
  await ama.ready();
  await jonas.page.getByRole('dialog').getByRole('button', { name: 'End this session' }).click();
  await expect(jonas.page.getByRole('dialog')).toContainText('Somebody has gone in meanwhile');
});
