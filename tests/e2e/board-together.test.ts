/** Two people at one board: what one does, the other sees. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';
import type { LiveSessionPage } from '../support/live-session-page.ts';

const byButton = [
  ['goal', 'Let others speak first'],
  ['question', 'Who else sees this?'],
  ['action', 'Send the agenda'],
  ['note', 'I open with my view'],
] as const;
const byKey = [
  ['g', 'Goal', 'Sleep before midnight'],
  ['q', 'Question', 'What would help?'],
  ['a', 'Action', 'Walk at noon'],
  ['n', 'Note', 'The phone lies by the bed'],
] as const;

test('cards of every kind come by button, by key and by double-click, and the peer sees them all', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  for (const [kind, text] of byButton) await ama.add(kind, text);
  await ama.canvas.focus();
  for (const [key, , text] of byKey) {
    // After writing, the focus is on the card; the board's keys work from there.
    await ama.page.keyboard.press(key);
    await ama.write(text);
  }
  await jonas.fit();
  const { x, y, width, height } = await jonas.boxOf(jonas.canvas);
  await jonas.page.mouse.dblclick(x + width / 2, y + height * 0.02);
  const chooser = jonas.page.getByRole('menu', { name: 'Add a card here' });
  await chooser.getByRole('menuitem', { name: 'Question' }).click();
  await jonas.write('What did you not say yet?');

  for (const person of [ama, jonas]) {
    for (const [kind, text] of byButton) await expect(person.card(new RegExp(`^${kind} ${text}`, 'i'))).toBeVisible();
    for (const [, kind, text] of byKey) await expect(person.card(`${kind} ${text}`)).toBeVisible();
    await expect(person.card('Question What did you not say yet?')).toBeVisible();
    await person.saved();
  }
});

test('two people who write in one card at the same time both keep every letter', async ({ people }) => {
  // Every key is a round trip to the browser.
  test.setTimeout(120_000);
  const { ama, jonas } = await people.pair();
  await ama.add('note', 'MIDDLE');
  const before = Array.from({ length: 45 }, (_, n) => `ama${n} `).join('');
  const after = Array.from({ length: 35 }, (_, n) => ` jonas${n}`).join('');
  expect(Math.min(before.length, after.length)).toBeGreaterThan(200);

  for (const person of [ama, jonas]) {
    await person.card('MIDDLE').dblclick();
    await expect(person.writer).toBeFocused();
  }
  await expect(ama.canvas.getByText('Jonas is writing')).toBeVisible();
  await expect(jonas.canvas.getByText('Ama is writing')).toBeVisible();
  await ama.page.keyboard.press('Control+Home');
  await jonas.page.keyboard.press('Control+End');
  await Promise.all([ama.page.keyboard.type(before), jonas.page.keyboard.type(after)]);

  for (const person of [ama, jonas]) await person.page.keyboard.press('Escape');
  for (const person of [ama, jonas]) {
    await expect(person.card(/^Note/)).toHaveAccessibleName(`Note ${before}MIDDLE${after}`);
    await person.saved();
  }
});

test('a card is moved, resized, coloured, linked and deleted, and each of that is the same on both screens', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  await ama.add('goal', 'Speak last');
  await ama.add('question', 'What holds me back?');
  await expect(jonas.card('What holds me back?')).toBeVisible();
  for (const person of [ama, jonas]) await person.fit();
  const goal = ama.card('Speak last');
  const question = ama.card('What holds me back?');

  const start = await ama.boxOf(goal);
  await ama.drag({ x: start.x + 20, y: start.y + 10 }, { x: start.x + 260, y: start.y + 180 });
  await expect.poll(async () => (await ama.boxOf(goal)).x - start.x).toBeGreaterThan(200);
  await samePlace(ama, jonas, 'Speak last');

  await ama.select('Speak last');
  const corner = await ama.boxOf(ama.canvas.getByTitle('Drag to resize'));
  await ama.drag(middle(corner), { x: corner.x + 120, y: corner.y + 50 });
  await expect.poll(async () => (await ama.boxOf(goal)).width - start.width).toBeGreaterThan(80);
  await samePlace(ama, jonas, 'Speak last');

  await ama.withCard('Colour').click();
  await ama.page.getByRole('group', { name: 'Colour' }).getByRole('button', { name: 'Violet' }).click();
  const seen = await jonas.details('Speak last');
  await expect(seen.getByRole('button', { name: 'Violet' })).toHaveAttribute('aria-pressed', 'true');
  await jonas.closeDetails();

  await goal.hover();
  const knob = await ama.boxOf(ama.canvas.getByTitle('Drag to another card to link').first());
  await ama.drag(middle(knob), middle(await ama.boxOf(question)));
  const linked = await jonas.details('What holds me back?');
  const unlink = linked.getByRole('button', { name: 'Remove the link from Speak last' });
  await expect(unlink).toBeVisible();
  await unlink.click();
  await jonas.closeDetails();
  await expect((await ama.details('What holds me back?')).getByText('Links')).toBeHidden();
  await ama.closeDetails();

  await ama.select('Speak last');
  await ama.withCard('Delete').click();
  for (const person of [ama, jonas]) {
    await expect(person.card('Speak last')).toBeHidden();
    await expect(person.card('What holds me back?')).toBeVisible();
  }
});

test('undo and redo take back and bring back one’s own doing, never the peer’s', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  await ama.add('goal', 'By Ama');
  await expect(jonas.card('By Ama')).toBeVisible();
  await jonas.add('goal', 'By Jonas');
  await expect(ama.card('By Jonas')).toBeVisible();

  await pressUntilOff(ama.tool('Undo'));
  for (const person of [ama, jonas]) {
    await expect(person.card('By Ama')).toBeHidden();
    await expect(person.card('By Jonas')).toBeVisible();
  }
  await pressUntilOff(ama.tool('Redo'));
  for (const person of [ama, jonas]) {
    await expect(person.card('By Ama')).toBeVisible();
    await expect(person.card('By Jonas')).toBeVisible();
  }
  await pressUntilOff(jonas.tool('Undo'));
  for (const person of [ama, jonas]) {
    await expect(person.card('By Jonas')).toBeHidden();
    await expect(person.card('By Ama')).toBeVisible();
  }
});

test('the peer’s pointer is seen where it is, with a name, and goes when the peer leaves', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  for (const person of [ama, jonas]) await person.fit();
  const { x, y, width, height } = await ama.boxOf(ama.canvas);
  const pointer = jonas.canvas.getByText('Ama', { exact: true });
  for (const share of [0.3, 0.7]) {
    const to = { x: x + width * share, y: y + height * share };
    await ama.page.mouse.move(to.x, to.y, { steps: 3 });
    // The name stands just beside the tip.
    await expect.poll(async () => distance(middle(await jonas.boxOf(pointer)), to)).toBeLessThan(60);
  }
  await ama.page.close();
  await expect(pointer).toBeHidden();
  await jonas.sees('Ama', 'not here');
});

async function pressUntilOff(button: Locator): Promise<void> {
  await expect(button).toBeEnabled();
  while (await button.isEnabled()) await button.click();
}

async function samePlace(one: LiveSessionPage, other: LiveSessionPage, words: string): Promise<void> {
  await expect
    .poll(async () => {
      const [a, b] = [await one.boxOf(one.card(words)), await other.boxOf(other.card(words))];
      return Math.max(distance(a, b), Math.abs(a.width - b.width), Math.abs(a.height - b.height));
    })
    .toBeLessThan(3);
}

function middle(box: { x: number; y: number; width: number; height: number }): { x: number; y: number } {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

test('a card deleted under somebody’s hands takes no key with it, and can be put back with all its words', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  await ama.add('note', 'We wait');
  await jonas.fit();
  await jonas.card('We wait').dblclick();
  await expect(jonas.writer).toBeFocused();
  await jonas.page.keyboard.type(' too long');
  await expect(ama.card('We wait too long')).toBeVisible();
  await ama.card('We wait too long').click();
  await ama.page.keyboard.press('Delete');

  const lost = jonas.page.getByRole('alertdialog', { name: 'Ama deleted this note' });
  await expect(lost).toBeFocused();
  await expect(lost).toContainText('We wait too long');
  // Each of these letters makes a card or opens something when the board hears it.
  await jonas.page.keyboard.type('a goaln q?1e \n');
  await expect(jonas.card(/./)).toHaveCount(0);
  await expect(lost).toBeVisible();

  await lost.getByRole('button', { name: 'Put it back' }).click();
  for (const person of [ama, jonas]) await expect(person.card('Note We wait too long')).toBeVisible();
  // The keys are the card's again.
  await jonas.page.keyboard.press('Enter');
  await expect(jonas.writer).toBeFocused();
});
