/** What the guide says beside the step: the story so far to whoever comes late, and notes on practice. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';
import type { LiveSessionPage } from '../support/live-session-page.ts';

test('whoever comes late lands on the step that the others are in, with the story so far, which a reload does not tell again', async ({
  people,
}) => {
  const { live: ama, link } = await people.host('Ama');
  await ama.start();
  await ama.add('goal', 'Speak last');
  await ama.add('action', 'Send the agenda');
  await ama.lead('Next').click();
  await expect(ama.step).toHaveText('Last promises');
  await ama.lead('Leave it out').click();
  await expect(ama.step).toHaveText('Goal');

  const jonas = await people.guest('Jonas', link);
  const story = (person: LiveSessionPage): Locator => person.guide.getByRole('region', { name: 'The story so far' });
  await expect(jonas.step).toHaveText('Goal');
  await expect(jonas.guide).toContainText("Ama's turn, 1 of 5");
  await expect(jonas.guide).toContainText('You are the coach');
  await expect(story(jonas).getByRole('listitem')).toHaveText([/^Arrive/, 'Speak last', 'Send the agenda']);
  await expect(story(ama)).toBeHidden();
  await expect.poll(async () => Math.abs((await ama.secondsLeft()) - (await jonas.secondsLeft()))).toBeLessThan(3);

  await jonas.lead('I am up to date').click();
  await expect(story(jonas)).toBeHidden();
  await jonas.page.reload();
  await jonas.ready();
  await expect(jonas.step).toHaveText('Goal');
  await expect(story(jonas)).toBeHidden();
});

test('notes on practice that one person puts away stay away: in the next step, after a reload and in the next session', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  const note = (person: LiveSessionPage): Locator => person.guide.getByRole('heading', { name: 'Practice' });
  const away = async (step: string): Promise<void> => {
    await expect(ama.step).toHaveText(step);
    await expect(ama.lead('Show practice notes')).toBeVisible();
    await expect(note(ama)).toBeHidden();
  };
  await ama.start();
  await expect(note(jonas)).toBeVisible();
  await expect(ama.guide).toContainText('A nod and a breath say: I heard you');
  await ama.lead('Hide these notes').click();
  await away('Arrive');
  await ama.goOnWith(jonas);
  await away('Last promises');
  await expect(note(jonas)).toBeVisible();
  await ama.page.reload();
  await ama.ready();
  await away('Last promises');

  await ama.end();
  await ama.page.getByRole('link', { name: 'Ama’s room' }).click();
  await ama.page.getByRole('button', { name: 'Start a session' }).click();
  await ama.ready();
  await ama.start();
  await away('Arrive');
  await ama.lead('Show practice notes').click();
  await expect(note(ama)).toBeVisible();
});
