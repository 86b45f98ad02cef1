/** What lies on the board is one kind of thing to a hand, whatever it is: cards, pictures and frames, by mouse and by touch. */
import type { Locator } from '@playwright/test';
import { countBoardFrames } from '../support/board-frames.ts';
import { expect, test } from '../support/counterpoint-test.ts';
import type { LiveSessionPage } from '../support/live-session-page.ts';
import { base64, pasteFile } from '../support/paste-file.ts';
import { plainPng } from '../support/tiny-png.ts';
import { Finger } from '../support/touch.ts';

const plan = { name: 'plan.png', type: 'image/png', bytes: base64(plainPng(320, 200)) };
const picture = (person: LiveSessionPage): Locator => person.canvas.getByRole('group', { name: /^Picture/ });

async function pasteText(person: LiveSessionPage, text: string): Promise<void> {
  await person.canvas.focus();
  await person.canvas.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test('a picture is selected, dragged, locked, copied and taken back with cards, each time in one write', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  const sent = countBoardFrames(ama.page);
  await ama.page.reload();
  await ama.ready();
  await ama.add('note', 'Beside it');
  await pasteFile(ama, plan);
  await expect(picture(jonas)).toBeVisible();
  for (const person of [ama, jonas]) await person.fit();

  await ama.canvas.focus();
  await ama.page.keyboard.press('Control+a');
  await expect(ama.page.getByRole('toolbar', { name: '2 items' })).toBeVisible();
  await ama.saved();
  const [theirs, theirCard] = [await jonas.boxOf(picture(jonas)), await jonas.boxOf(jonas.card('Beside it'))];
  const box = await ama.boxOf(picture(ama));
  const [start, end] = [
    { x: box.x + 20, y: box.y + box.height - 12 },
    { x: box.x + 140, y: box.y + box.height + 50 },
  ];
  const before = { ...sent };
  await ama.page.mouse.move(start.x, start.y);
  await ama.page.mouse.down();
  await ama.page.mouse.move(end.x, end.y, { steps: 12 });
  // In the air: the peer sees both move, and nothing is written.
  await expect.poll(async () => (await jonas.boxOf(picture(jonas))).x - theirs.x).toBeGreaterThan(60);
  await expect.poll(async () => (await jonas.boxOf(jonas.card('Beside it'))).x - theirCard.x).toBeGreaterThan(60);
  expect(sent.updates).toBe(before.updates);
  expect(sent.awareness).toBeGreaterThan(before.awareness);
  await ama.page.mouse.up();
  await ama.saved();
  expect(sent.updates).toBe(before.updates + 1);

  await ama.page.keyboard.press('Control+d');
  await expect(picture(jonas)).toHaveCount(2);
  await expect(jonas.card('Beside it')).toHaveCount(2);
  await ama.page.keyboard.press('Control+z');
  await expect(picture(jonas)).toHaveCount(1);

  // A locked one stays where it is, and the way back is offered first.
  await ama.page.keyboard.press('Escape');
  await picture(ama).click({ position: { x: 30, y: 30 } });
  await ama.page.keyboard.press('Control+Shift+l');
  await expect(picture(jonas).getByRole('img', { name: 'Locked' })).toBeVisible();
  const rest = await ama.boxOf(picture(ama));
  await ama.drag({ x: rest.x + 20, y: rest.y + 20 }, { x: rest.x + 120, y: rest.y + 20 });
  await ama.fit();
  await picture(ama).click({ position: { x: 30, y: 30 } });
  await ama.page.keyboard.press('Delete');
  await expect(ama.page.getByRole('alert').filter({ hasText: 'Picture is locked and stays' })).toBeVisible();
  await ama.page.getByRole('toolbar', { name: 'Picture' }).getByRole('button', { name: 'Unlock' }).click();
  await expect(picture(jonas).getByRole('img', { name: 'Locked' })).toHaveCount(0);
  await ama.page.keyboard.press('Delete');
  await expect(picture(jonas)).toHaveCount(0);
  await ama.page.keyboard.press('Control+z');
  await expect(picture(jonas)).toBeVisible();
});

test('dragging one card, or twenty, is one write each; a card that was just added takes what is typed at once', async ({
  people,
}) => {
  const { live: ama } = await people.host('Ama');
  const sent = countBoardFrames(ama.page);
  await ama.page.reload();
  await ama.ready();
  const list = Array.from({ length: 20 }, (_, index) => `- Thought ${String(index + 1)}`).join('\n');
  await pasteText(ama, list);
  await expect(ama.page.getByRole('toolbar', { name: '20 cards' })).toBeVisible();
  await ama.fit();
  await ama.saved();
  for (const selected of ['20 cards', 'Card']) {
    const before = { ...sent };
    const { x, y } = await ama.boxOf(ama.card('Note Thought 1').first());
    await ama.drag({ x: x + 12, y: y + 6 }, { x: x + 60, y: y + 30 });
    await ama.saved();
    expect(sent.updates, selected).toBe(before.updates + 1);
    expect(sent.awareness, selected).toBeGreaterThan(before.awareness);
    await expect(ama.page.getByRole('toolbar', { name: selected, exact: true })).toBeVisible();
    await ama.page.keyboard.press('Escape');
  }
  // Faster than any editor comes: nothing of it is a command, and nothing is lost.
  await ama.canvas.focus();
  await ama.page.keyboard.type('nnagging doubts', { delay: 0 });
  await expect(ama.writer).toHaveText('nagging doubts');
});

test('a frame is drawn, named, moved with its content and resized by touch, and the peer sees it live', async ({
  people,
}) => {
  const { live: ama, link } = await people.host('Ama', { hasTouch: true, viewport: { width: 820, height: 1180 } });
  const jonas = await people.guest('Jonas', link, await people.browser({ viewport: { width: 820, height: 1180 } }));
  await ama.add('note', 'In the frame');
  const finger = await Finger.on(ama.page);
  const card = await ama.boxOf(ama.card('In the frame'));

  // A finger that rests on a card selects it; the frame goes round what is selected.
  await ama.canvas.tap({ position: { x: 10, y: 600 } });
  await finger.down({ x: card.x + 12, y: card.y + 6 });
  await expect(ama.withCard('Details')).toBeVisible();
  await finger.up();
  await ama.page.getByRole('button', { name: 'All commands' }).tap();
  await ama.page.getByRole('combobox', { name: 'What would you like to do?' }).fill('add a frame');
  await ama.page.keyboard.press('Enter');
  const title = ama.page.getByRole('textbox', { name: 'Title of the frame' });
  await expect(title).toBeFocused();
  await title.fill('What helps');
  await ama.page.keyboard.press('Enter');
  const grip = ama.page.getByRole('button', { name: 'Frame What helps', exact: true });
  await expect(grip).toBeVisible();
  const theirs = jonas.page.getByRole('button', { name: 'Frame What helps', exact: true });
  await jonas.fit();
  await ama.fit();

  const from = await ama.boxOf(grip);
  const [was, cardWas] = [await jonas.boxOf(theirs), await jonas.boxOf(jonas.card('In the frame'))];
  const start = { x: from.x + 20, y: from.y + from.height / 2 };
  const end = { x: start.x + 110, y: start.y + 80 };
  await finger.down(start);
  await finger.move(start, end);
  await expect.poll(async () => (await jonas.boxOf(theirs)).x - was.x).toBeGreaterThan(40);
  await expect.poll(async () => (await jonas.boxOf(jonas.card('In the frame'))).x - cardWas.x).toBeGreaterThan(40);
  await finger.up();
  await ama.saved();

  // A tap selects it: its name is one press away.
  await grip.tap();
  const bar = ama.page.getByRole('toolbar', { name: 'Frame', exact: true });
  await bar.getByRole('button', { name: 'Rename' }).tap();
  await title.fill('What carries');
  await ama.page.keyboard.press('Enter');
  await expect(jonas.page.getByRole('button', { name: 'Frame What carries', exact: true })).toBeVisible();

  const frame = ama.canvas.locator('.svelte-flow__node-frame');
  const size = await ama.boxOf(frame);
  const corner = { x: size.x + size.width - 6, y: size.y + size.height - 6 };
  await finger.drag(corner, { x: corner.x + 60, y: corner.y + 50 });
  await expect.poll(async () => (await ama.boxOf(frame)).width - size.width).toBeGreaterThan(40);
  await ama.saved();
});

test('a frame is one thing with what lies in it: caught by a box, copied, cut and pasted with it, and locked', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  await ama.add('note', 'What helps me');
  await ama.canvas.focus();
  await ama.page.keyboard.press('Control+a');
  await ama.page.keyboard.press('f');
  const title = ama.page.getByRole('textbox', { name: 'Title of the frame' });
  await title.fill('Helpers');
  await title.press('Enter');
  await ama.fit();
  const grips = (person: LiveSessionPage): Locator => person.page.getByRole('button', { name: /^Frame Helpers/ });
  const cards = (person: LiveSessionPage): Locator => person.card('What helps me');

  // A box that only touches the frame means what lies in it; one round all of it means the frame, too.
  const frame = await ama.boxOf(ama.canvas.locator('.svelte-flow__node-frame'));
  const inside = { x: frame.x + 4, y: frame.y + frame.height - 4 };
  await ama.page.keyboard.down('Shift');
  await ama.drag(inside, { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 });
  await ama.page.keyboard.up('Shift');
  const bar = ama.page.getByRole('toolbar', { name: 'Card' });
  await expect(bar).toBeVisible();
  await ama.page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await ama.page.keyboard.down('Shift');
  await ama.drag(
    { x: frame.x - 12, y: frame.y - 12 },
    { x: frame.x + frame.width + 12, y: frame.y + frame.height + 12 },
  );
  await ama.page.keyboard.up('Shift');
  await expect(ama.page.getByRole('toolbar', { name: '2 items' })).toBeVisible();

  await ama.page.keyboard.press('Control+d');
  await expect(grips(jonas)).toHaveCount(2);
  await expect(cards(jonas)).toHaveCount(2);
  await expect(ama.page.getByRole('toolbar', { name: 'Frame' })).toBeVisible();
  await ama.page.keyboard.press('Control+x');
  await expect(grips(jonas)).toHaveCount(1);
  await expect(cards(jonas)).toHaveCount(1);
  await ama.page.keyboard.press('Control+v');
  await expect(grips(jonas)).toHaveCount(2);
  await expect(cards(jonas)).toHaveCount(2);
  await ama.page.keyboard.press('Control+z');
  await expect(cards(jonas)).toHaveCount(1);

  // A locked frame stays; its keys and its bar say so.
  await ama.fit();
  await grips(ama).click();
  const wide = (await ama.boxOf(ama.canvas.locator('.svelte-flow__node-frame'))).width;
  await ama.page.keyboard.press('Alt+Shift+ArrowRight');
  await expect
    .poll(async () => (await ama.boxOf(ama.canvas.locator('.svelte-flow__node-frame'))).width)
    .toBeGreaterThan(wide);
  await ama.page.keyboard.press('Control+Shift+l');
  await expect(jonas.page.getByRole('button', { name: 'Frame Helpers, locked' })).toBeVisible();
  await ama.page.keyboard.press('Delete');
  await expect(ama.page.getByRole('alert').filter({ hasText: 'Frame is locked and stays' })).toBeVisible();
  await ama.page.getByRole('toolbar', { name: 'Frame' }).getByRole('button', { name: 'Unlock' }).click();
  await expect(jonas.page.getByRole('button', { name: 'Frame Helpers', exact: true })).toBeVisible();
});

test('a full zone grows for both, with every card in it and no zone over another', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  await ama.start();
  await expect(ama.step).toBeVisible();
  const zonesOf = async (
    person: LiveSessionPage,
  ): Promise<{ x: number; y: number; width: number; height: number }[]> => {
    await person.fit();
    const all = await person.canvas.locator('.svelte-flow__node-zone').all();
    return Promise.all(all.map((zone) => person.boxOf(zone)));
  };
  const before = await zonesOf(ama);
  for (let nth = 1; nth <= 7; nth += 1) {
    await ama.add('note', `Ama ${String(nth)}`);
    await jonas.add('note', `Jonas ${String(nth)}`);
    await expect(ama.card(`Jonas ${String(nth)}`)).toBeVisible();
    await expect(jonas.card(`Ama ${String(nth)}`)).toBeVisible();
  }
  // A text that gets long afterwards is followed by its zone, when it is done.
  await jonas.select('Jonas 7');
  await jonas.page.keyboard.press('Enter');
  await expect(jonas.writer).toBeFocused();
  for (let line = 1; line <= 14; line += 1) await jonas.page.keyboard.insertText('\nand more of it');
  await jonas.page.keyboard.press('Escape');
  await expect(ama.card('Jonas 7')).toContainText('and more of it');
  await Promise.all([ama.saved(), jonas.saved()]);
  const after = await zonesOf(ama);
  expect(after).toHaveLength(before.length);
  await expect
    .poll(async () => (await zonesOf(jonas)).map(({ height }) => Math.round(height)))
    .toEqual(after.map(({ height }) => Math.round(height)));
  for (const [index, a] of after.entries()) {
    for (const b of after.slice(index + 1)) {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(apart).toBe(true);
    }
  }
  for (const card of await ama.card(/(Ama|Jonas) \d/).all()) {
    const { x, y, width, height } = await ama.boxOf(card);
    const isIn = after.some(
      (zone) => x >= zone.x && x + width <= zone.x + zone.width && y >= zone.y && y + height <= zone.y + zone.height,
    );
    expect(isIn).toBe(true);
  }
});
