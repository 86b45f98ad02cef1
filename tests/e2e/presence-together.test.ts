/** What helps people who are not in one room: a silence for both, marks and signs, and somebody who watches. */
import { expect, test } from '../support/counterpoint-test.ts';
import { LiveSessionPage } from '../support/live-session-page.ts';

test('two think in silence over a question, show marks, and let a third one watch and out again', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();

  await ama.page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = ama.page.getByRole('dialog', { name: 'Invite your peer' });
  await dialog.getByRole('radio', { name: 'To watch' }).check();
  await expect(dialog).toContainText('asks to watch');
  const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await dialog.getByRole('button', { name: 'Close' }).click();

  const page = await people.browser();
  await page.goto(link);
  await expect(page.getByText('You are asked to watch')).toBeVisible();
  await page.getByLabel('Your name').fill('Olu');
  await page.getByRole('button', { name: 'Join' }).click();
  const olu = new LiveSessionPage(page, 'Olu');
  await expect(page.getByRole('heading', { name: 'You asked to watch' })).toBeVisible();
  await expect(olu.canvas).toBeHidden();
  await ama.lead('Agree').click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Ama' })).toContainText('agrees');
  await expect(olu.canvas).toBeHidden();
  await jonas.lead('Agree').click();
  await expect(olu.canvas).toBeVisible();
  for (const person of [ama, jonas]) await expect(person.page.getByRole('banner')).toContainText('Olu, observer');
  await olu.guide.getByRole('textbox', { name: 'Your note as an observer' }).fill('They waited for each other.');
  await olu.guide.getByRole('button', { name: 'Put it on the board' }).click();
  for (const person of [ama, jonas, olu]) await expect(person.card('They waited for each other.')).toBeVisible();

  await jonas.people.click();
  await jonas.page.getByRole('button', { name: 'Hand up' }).click();
  await jonas.page.getByRole('button', { name: 'Applause' }).click();
  await expect(ama.people).toHaveAccessibleName(/Jonas \(here\) hand up/);
  await expect(ama.page.getByText('👏')).toBeVisible();
  await jonas.page.keyboard.press('Escape');

  await jonas.start();
  await jonas.add('question', 'What would a friend say?');
  await jonas.select('What would a friend say?');
  await jonas.withCard('Think about it in silence').click();
  await jonas.page.getByRole('dialog', { name: 'Think in silence' }).getByRole('button', { name: 'Begin' }).click();
  for (const person of [ama, jonas, olu]) {
    const silence = person.page.getByRole('dialog', { name: 'Time to think' });
    await expect(silence).toContainText('What would a friend say?');
    await expect(silence).toBeFocused();
    await expect(silence.getByRole('timer')).toBeVisible();
  }
  await expect(olu.page.getByRole('button', { name: 'End the silence' })).toBeHidden();
  await ama.page.keyboard.press('Escape');
  for (const person of [ama, jonas, olu]) await expect(person.page.getByRole('dialog')).toBeHidden();
  await expect(ama.card('What would a friend say?').getByRole('button', { name: 'Pinned' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('whoever would end a silence while the page has no connection is told so in the silence', async ({ people }) => {
  const { live: ama } = await people.host('Ama');
  await ama.start();
  await ama.lead('Think in silence…').click();
  await ama.page.getByRole('button', { name: 'Begin' }).click();
  const silence = ama.page.getByRole('dialog', { name: 'A moment of silence' });
  await expect(silence).toBeFocused();
  // A line on which nobody answers.
  await ama.page.routeWebSocket(/\/socket\.io\//, () => undefined);
  await ama.page.reload();
  await expect(silence).toBeFocused();
  await ama.page.keyboard.press('Escape');
  await expect(silence.getByRole('alert')).toContainText('There is no connection just now');
  await expect(silence).toBeVisible();
});
