/** The main way through the program, as two people walk it who have never seen it. */
import { readFile } from 'node:fs/promises';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { planOf } from '#lib/domain/flow/plan.ts';
import { expect, test } from '../support/counterpoint-test.ts';
import { LiveSessionPage } from '../support/live-session-page.ts';

test('from the first page to a live room with an invite link in hand takes a name and one click; the peer needs a name only', async ({
  people,
}) => {
  const page = await people.browser();
  await page.goto('/');
  await page.getByLabel('Your name').fill('Ama');
  await page.getByRole('button', { name: 'Start a room' }).click();
  const ama = new LiveSessionPage(page, 'Ama');
  await expect(
    page.getByRole('dialog', { name: 'Invite your peer' }).getByRole('img', { name: /QR code/ }),
  ).toBeVisible();
  const link = await ama.takeInviteLink();
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/join\/\S+$/);
  await ama.ready();
  await ama.sees('Ama', 'here');

  const jonas = await people.guest('Jonas', link);
  await expect(ama.page.getByText('Jonas is here.')).toBeVisible();
  await ama.sees('Jonas', 'here');
  await jonas.sees('Ama', 'here');
});

test('whoever comes back to the session by the Back button finds it as they left it, without a dialog', async ({
  people,
}) => {
  const { live: ama } = await people.host('Ama');
  await ama.page.getByRole('link', { name: 'Ama’s room' }).click();
  await expect(ama.page.getByRole('region', { name: 'Past sessions' })).toBeVisible();
  await ama.page.goBack();
  await ama.ready();
  await expect(ama.page.getByRole('dialog')).toBeHidden();
  await ama.add('note', 'Back again');
  await ama.saved();
});

test('a whole Peer GROW session, its end, its review, and the promise that comes back next time', async ({
  people,
}) => {
  test.setTimeout(120_000);
  const { ama, jonas } = await people.pair();

  await test.step('both lead through every step, and see the same step and the same clock', async () => {
    await ama.start();
    const plan = planOf(peerGrow, 2);
    expect(plan).toHaveLength(14);
    for (const { step, turn, index } of plan) {
      for (const person of [ama, jonas]) {
        await expect(person.step).toHaveText(step.title);
        if (turn !== null) await expect(person.guide).toContainText(turn === 0 ? "Ama's turn" : "Jonas's turn");
      }
      const [left, right] = await Promise.all([ama.secondsLeft(), jonas.secondsLeft()]);
      expect(Math.abs(left - right)).toBeLessThanOrEqual(2);
      expect(left).toBeLessThanOrEqual(step.minutes * 60);
      if (turn === 0) await writeDown(step.id, ama, jonas);
      const [one, other] = index % 2 === 0 ? [jonas, ama] : [ama, jonas];
      if (index < plan.length - 1) await one.goOnWith(other);
    }
  });

  await test.step('one ends it, and both boards are read-only', async () => {
    for (const person of [ama, jonas]) await person.saved();
    await jonas.endAndReview();
    await expect(ama.step).toHaveText('The session has ended');
    await expect(ama.guide).toContainText('Jonas ended it.');
    await expect(ama.tools).toBeHidden();
    await ama.fit();
    await ama.card('Send the agenda').dblclick();
    await expect(ama.writer).toBeHidden();
    await ama.guide.getByRole('link', { name: 'Open the review' }).click();
  });

  await test.step('the review shows the board as it was, and the lists', async () => {
    for (const person of [ama, jonas]) {
      const { page } = person;
      await expect(page.getByRole('region', { name: 'Goals' })).toContainText('Run the Monday meeting');
      await expect(page.getByRole('region', { name: 'Questions' })).toContainText('What is true now');
      await expect(page.getByRole('region', { name: 'Notes' })).toContainText('I open with my view');
      await expect(page.getByRole('region', { name: 'Actions' })).toContainText('Send the agenda');
      await expect(person.card('Send the agenda')).toBeVisible();
      await expect(person.tools).toBeHidden();
    }
  });

  await test.step('the Markdown file holds everything', async () => {
    const downloading = jonas.page.waitForEvent('download');
    await jonas.page.getByRole('button', { name: 'Take away' }).first().click();
    await jonas.page.getByRole('menuitem', { name: /Markdown/ }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toMatch(/\.md$/);
    const text = await readFile(await file.path(), 'utf8');
    for (const part of [
      /^# .*, session 1$/m,
      /^- Who took part: Ama, Jonas$/m,
      /^## Goals\n\n- Run the Monday meeting/m,
      /^## Questions\n\n- What is true now/m,
      /^- Send the agenda\n {2}- Owner: Ama\n {2}- Due: 2031-05-16\n {2}- How sure: 8 of 10\n {2}- If-then plan: If it is late, then I send one line/m,
      /^### Reality\n\n- I open with my view/m,
    ]) {
      expect(text).toMatch(part);
    }
  });

  await test.step('the room lists the session, and home the open promise', async () => {
    await ama.page.getByRole('link', { name: 'Ama’s room' }).click();
    const past = ama.page.getByRole('region', { name: 'Past sessions' });
    await expect(past.getByRole('link', { name: /Session 1, Peer GROW/ })).toContainText(
      '1 goal, 1 question, 1 action',
    );
    await ama.page.getByRole('link', { name: 'Counterpoint', exact: true }).click();
    const promised = ama.page.getByRole('region', { name: 'What you promised' });
    await expect(promised.getByRole('listitem')).toHaveText(/Send the agenda.*session 1.*16 May 2031/s);
  });

  await test.step('the next session begins with the promise on its board', async () => {
    await ama.page.getByRole('link', { name: /Ama’s room/ }).click();
    await ama.page.getByRole('button', { name: 'Start a session' }).click();
    await ama.ready();
    await jonas.page.goto('/');
    await jonas.page.getByRole('link', { name: /^Join the session/ }).click();
    await jonas.ready();
    for (const person of [ama, jonas]) {
      await expect(person.card('Action, from session 1 Send the agenda')).toBeVisible();
    }
  });
});

/** What people leave on the board in the first turn, in the ways that the guide offers. */
async function writeDown(step: string, ama: LiveSessionPage, jonas: LiveSessionPage): Promise<void> {
  if (step === 'goal') {
    await ama.guide.getByRole('button', { name: 'Add goal' }).click();
    await ama.write('Run the Monday meeting');
    await expect(jonas.guide).toContainText('1 there');
  }
  if (step === 'reality') {
    await jonas.guide.getByRole('button', { name: /^Put on board: What is true now/ }).click();
    await ama.guide.getByRole('button', { name: 'Add reality' }).click();
    await ama.write('I open with my view');
  }
  if (step === 'will') {
    await ama.add('action', 'Send the agenda');
    const details = await ama.details('Send the agenda');
    await details.getByLabel('Whose').selectOption('Ama');
    await details.getByLabel('By when').fill('2031-05-16');
    await details.getByRole('button', { name: '8', exact: true }).click();
    await details.getByLabel('If something gets in the way').fill('If it is late, then I send one line');
    await ama.closeDetails();
    await expect(jonas.card('Send the agenda')).toContainText(
      /If it is late, then I send one line.*Ama.*16 May 2031.*8 of 10/s,
    );
  }
}
