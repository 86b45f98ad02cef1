/** The end of a session, as two people take leave of each other. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';

test('after the end: what was set, a word each way for the right eyes only, a date for both homes, a reflection for oneself', async ({
  people,
}) => {
  test.setTimeout(120_000);
  const { ama, jonas, link } = await people.pair();
  await test.step('before the start either chooses a format, both agree with it, and then nothing is asked', async () => {
    for (const person of [ama, jonas]) {
      await person.guide.getByRole('button', { name: 'I agree with this format' }).click();
    }
    await expect(ama.guide.getByText('Jonas agrees')).toBeVisible();
    await jonas.guide.getByRole('button', { name: 'Choose another format' }).click();
    await jonas.guide.getByLabel('Format', { exact: true }).selectOption({ label: 'CLEAR, 45 minutes' });
    await jonas.guide.getByRole('button', { name: 'Take this format' }).click();
    await expect(ama.step).toHaveText('CLEAR');
    await expect(ama.guide.getByText('Jonas agrees')).toBeHidden();
    await ama.lead('Start').click();
    await expect(ama.page.getByRole('dialog', { name: 'Start before all agree?' })).toContainText(
      'Jonas has not agreed',
    );
    await jonas.guide.getByRole('button', { name: 'I agree with this format' }).click();
    await expect(ama.page.getByRole('dialog', { name: 'Start now?' })).toContainText('Everybody else agrees');
    await ama.page.getByRole('button', { name: 'Wait' }).click();
    await ama.guide.getByRole('button', { name: 'I agree with this format' }).click();
    await expect(ama.guide.getByText('Jonas agrees')).toBeVisible();
    await ama.lead('Start').click();
  });

  await test.step('a question that is starred is offered in the next step too, and only to whoever starred it', async () => {
    await expect(ama.step).toHaveText('Contract');
    const starred = ama.guide.getByRole('button', { name: 'My question: What should be different when we stop?' });
    await starred.click();
    await expect(starred).toHaveAttribute('aria-pressed', 'true');
    await ama.goOnWith(jonas);
    await ama.guide.getByText('My questions').click();
    await expect(ama.guide.getByText('What should be different when we stop?')).toBeVisible();
    await expect(jonas.step).toHaveText('Listen');
    await expect(jonas.guide.getByText('My questions')).toBeHidden();
  });

  await expect(jonas.clock).toBeVisible();
  await ama.add('goal', 'Speak last');
  await ama.add('action', 'Send the agenda');
  await ama.saved();
  await ama.end();
  await expect(jonas.guide).toContainText('Ama ended it.');
  await jonas.guide.getByRole('link', { name: 'Close it together' }).click();
  const [mine, theirs] = [ama.page, jonas.page];

  await test.step('both see what they set and who does what', async () => {
    for (const page of [mine, theirs]) {
      await expect(page.getByRole('region', { name: 'What you set' })).toContainText('Speak last');
      await expect(page.getByRole('region', { name: 'Who does what, by when' })).toContainText('Send the agenda');
    }
    await expectAccessible(theirs);
  });

  await test.step('a word reaches the peer without a reload, and comes back as one that was given', async () => {
    const forJonas = mine.getByRole('region', { name: 'A word for Jonas' });
    await forJonas.getByLabel('Thank you for…').fill('شكراً لصبرك');
    await forJonas.getByLabel('One thing that helped').fill('You waited for the second answer');
    await forJonas.getByRole('button', { name: 'Give it to Jonas' }).click();
    await expect(forJonas.getByRole('button', { name: 'Change it' })).toBeVisible();
    await expect(theirs.getByText('You waited for the second answer')).toBeVisible();
    const forAma = theirs.getByRole('region', { name: 'A word for Ama' });
    await forAma.getByLabel('One to try next time').fill('Count to five silently');
    await forAma.getByRole('button', { name: 'Give it to Ama' }).click();
    await expect(mine.getByText('Count to five silently')).toBeVisible();
  });

  await test.step('a date that one sets is seen by the other at once', async () => {
    await theirs.getByRole('button', { name: /in two weeks/ }).click();
    await expect(mine.getByText('Set by Jonas')).toBeVisible();
  });

  await test.step('a reflection is kept while it is written', async () => {
    await mine.getByLabel('What do you take with you?').fill('I talk when I am afraid of silence');
    await expect(mine.getByText('Kept, for you alone.')).toBeVisible();
  });

  await test.step('somebody who joins the room afterwards finds none of it, in no page and in no file', async () => {
    const page = await people.browser();
    await page.goto(link);
    await page.getByLabel('Your name').fill('Olu');
    await page.getByRole('button', { name: 'Join' }).click();
    await expect(page.getByText('Set by Jonas')).toBeVisible();
    const path = new URL(mine.url()).pathname;
    for (const address of [
      path,
      path.replace('closing', 'review'),
      path.replace('closing', 'export.md'),
      '/reflections',
    ]) {
      const body = await (await page.request.get(address)).text();
      for (const secret of ['the second answer', 'Count to five silently', 'afraid of silence']) {
        expect(body, `${address} says nothing of “${secret}”`).not.toContain(secret);
      }
    }
    expect(await (await theirs.request.get(path)).text()).not.toContain('afraid of silence');
    expect(await (await theirs.request.get('/reflections/export.md')).text()).not.toContain('afraid of silence');
  });

  await test.step('the date stands at home and in the room, the reflection among one’s own, to take away and to delete', async () => {
    for (const page of [mine, theirs]) {
      await page.goto('/');
      await expect(page.getByText(/^You meet on/)).toBeVisible();
      await expect(page.getByText(/^Next: /)).toBeVisible();
    }
    await theirs.goto('/reflections');
    await expect(theirs.getByText('Nothing yet.')).toBeVisible();
    await mine.goto('/reflections');
    await expect(mine.getByText('I talk when I am afraid of silence')).toBeVisible();
    const downloading = mine.waitForEvent('download');
    await mine.getByRole('link', { name: 'Download Markdown' }).click();
    expect(await readFile(await (await downloading).path(), 'utf8')).toContain('I talk when I am afraid of silence');
    await mine.getByRole('button', { name: /^Delete: / }).click();
    await mine.getByRole('button', { name: 'Delete it' }).click();
    await expect(mine.getByText('Nothing yet.')).toBeVisible();
  });
});

test('a date set at the closing stands in the room and at home, is moved and taken back, and Start follows its format', async ({
  people,
}) => {
  const { ama, jonas } = await people.pairIn('check-in');
  await ama.end();
  await jonas.guide.getByRole('link', { name: 'Close it together' }).click();
  await jonas.page.getByRole('button', { name: /in two weeks/ }).click();
  await expect(jonas.page.getByRole('region', { name: 'Meet again' })).toContainText(
    'Planned: Accountability check-in',
  );

  const { page } = ama;
  await page.goto('/');
  await expect(page.getByText(/^You meet on/)).toContainText('Accountability check-in');
  await page.getByRole('link', { name: 'Ama’s room' }).first().click();
  const planned = page.getByRole('region', { name: 'Meet again' });
  await expect(planned).toContainText('Set by Jonas');
  const first = await calendarIn(page);
  expect(first).toContain('SUMMARY:Accountability check-in\\, Ama’s room');

  await planned.getByRole('button', { name: 'Change the date' }).click();
  await planned.getByText('Another day').click();
  await planned.getByLabel('Day and hour').fill('2027-03-04T09:30');
  await planned.getByRole('button', { name: 'Set this date' }).click();
  await expect(planned).toContainText('Thursday 4 March, 9:30');
  await expect(planned).toContainText('Set by Ama');
  const moved = await calendarIn(page);
  expect(moved).toContain('DTSTART:20270304T083000Z');
  expect(/^UID:.*/m.exec(moved)?.[0]).toBe(/^UID:.*/m.exec(first)?.[0]);

  await expect(page.getByLabel('Format', { exact: true })).toHaveValue('check-in');
  await page.getByRole('button', { name: 'Start a session' }).click();
  await expect(ama.step).toHaveText('Accountability check-in');
  await ama.end();
  await page.getByRole('link', { name: 'Ama’s room' }).click();
  await planned.getByRole('button', { name: 'No date' }).click();
  await expect(planned.getByRole('button', { name: 'Set the next date' })).toBeVisible();
  expect((await page.request.get(`${page.url()}/next.ics`)).status()).toBe(404);
  await jonas.page.goto('/');
  await expect(jonas.page.getByText(/^You last met on/)).toBeVisible();
});

/** The calendar file that the room's page offers. */
async function calendarIn(page: Page): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Put it in my calendar' }).click();
  return readFile(await (await downloading).path(), 'utf8');
}

test('a press on a link of the closing page leads there, also when news come from the other in that moment', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  const { page } = ama;
  const heard = new Promise<void>((resolve) => {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (payload.includes('closing:changed')) resolve();
      }),
    );
  });
  let letGo = (): void => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  await ama.start();
  await ama.end();
  await jonas.guide.getByRole('link', { name: 'Close it together' }).click();
  const word = jonas.page.getByRole('region', { name: 'A word for Ama' });
  await word.getByLabel('One to try next time').fill('Count to five silently');
  await expect(page.getByRole('region', { name: 'A word for Jonas' })).toBeVisible();

  await page.route(/\/review\/__data\.json/, async (route) => {
    await released;
    await route.continue();
  });
  await page.getByRole('link', { name: 'Open the review' }).click();
  await word.getByRole('button', { name: 'Give it to Ama' }).click();
  await heard;
  // What the news lead to is under way before the review may come.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  letGo();
  await expect(page.getByRole('heading', { name: 'Session 1', level: 1 })).toBeVisible();
});
