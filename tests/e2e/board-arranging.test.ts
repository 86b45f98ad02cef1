/** Many cards at once: selecting, bringing in line, copying, finding; by hand and by key. */
import { expect, test } from '../support/counterpoint-test.ts';
import type { LiveSessionPage } from '../support/live-session-page.ts';

const list = '- Sleep before midnight\n- Who else sees this?\n- [ ] Walk at noon';
const texts = ['Sleep before midnight', 'Who else sees this?', 'Walk at noon'];

async function paste(person: LiveSessionPage, text: string): Promise<void> {
  await person.canvas.focus();
  // What a browser does on Ctrl+V, without its clipboard, which all tests of a machine would share.
  await person.canvas.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

async function run(person: LiveSessionPage, command: string): Promise<void> {
  await person.page.keyboard.press('Control+k');
  const palette = person.page.getByRole('combobox', { name: 'What would you like to do?' });
  await expect(palette).toBeFocused();
  await palette.fill(command);
  await person.page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
}

async function lefts(person: LiveSessionPage): Promise<number[]> {
  const boxes = await Promise.all(texts.map((text) => person.boxOf(person.card(text).first())));
  return boxes.map(({ x }) => Math.round(x));
}

test('a pasted list becomes cards, which are lined up, copied and taken back by key, and the peer sees it', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  await paste(ama, list);
  for (const person of [ama, jonas]) {
    await person.fit();
    await expect(person.card('Note Sleep before midnight')).toBeVisible();
    await expect(person.card('Question Who else sees this?')).toBeVisible();
    await expect(person.card('Action Walk at noon')).toBeVisible();
  }
  await expect(ama.page.getByText('3 cards', { exact: true })).toBeVisible();

  await ama.page.keyboard.press('Escape');
  const first = await ama.boxOf(ama.card('Sleep before midnight'));
  await ama.drag({ x: first.x + 12, y: first.y + 6 }, { x: first.x + 70, y: first.y + 6 });
  await expect.poll(async () => new Set(await lefts(jonas)).size).toBe(2);

  await ama.canvas.focus();
  await ama.page.keyboard.press('Control+a');
  await run(ama, 'align left');
  await expect.poll(async () => new Set(await lefts(jonas)).size).toBe(1);
  await ama.page.keyboard.press('Control+z');
  await expect.poll(async () => new Set(await lefts(jonas)).size).toBe(2);

  // What the palette moves is written at once, and one step of undo like any other.
  const lowest = async (): Promise<number> => Math.round((await jonas.boxOf(jonas.card('Walk at noon'))).y);
  const at = await lowest();
  await run(ama, 'Move what is selected down');
  await expect.poll(lowest).toBeGreaterThan(at);
  await ama.page.keyboard.press('Control+z');
  await expect.poll(lowest).toBe(at);

  await ama.page.keyboard.press('Control+d');
  await expect(jonas.card('Walk at noon')).toHaveCount(2);
  await ama.page.keyboard.press('Control+z');
  await expect(jonas.card('Walk at noon')).toHaveCount(1);
  await ama.saved();
});

test('cards are selected by dragging over them, grouped and moved together, found by their words', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  await paste(ama, list);
  await ama.fit();
  await expect(ama.card('Walk at noon')).toBeVisible();
  await ama.page.keyboard.press('Escape');
  const [top, low] = [await ama.boxOf(ama.card('Sleep')), await ama.boxOf(ama.card('Who else'))];
  await ama.page.keyboard.down('Shift');
  await ama.drag({ x: top.x - 20, y: top.y - 14 }, { x: low.x + 20, y: low.y + low.height / 2 });
  await ama.page.keyboard.up('Shift');
  await expect(ama.page.getByText('2 cards', { exact: true })).toBeVisible();

  await ama.page.keyboard.press('Control+g');
  await ama.page.keyboard.press('Escape');
  await ama.drag({ x: top.x + 12, y: top.y + 6 }, { x: top.x + 172, y: top.y + 46 });
  await expect.poll(async () => Math.round((await ama.boxOf(ama.card('Who else'))).x - low.x)).toBeGreaterThan(100);
  await jonas.fit();
  await expect
    .poll(async () => {
      const [a, b] = [await jonas.boxOf(jonas.card('Sleep')), await jonas.boxOf(jonas.card('Who else'))];
      return Math.round(Math.abs(a.x - b.x));
    })
    .toBeLessThan(3);

  await ama.page.keyboard.press('Control+f');
  const words = ama.page.getByRole('searchbox', { name: 'Words to find' });
  await expect(words).toBeFocused();
  await words.fill('NOON');
  await expect(ama.page.getByText('1 of 1')).toBeVisible();
  await ama.page.keyboard.press('Escape');
  await expect(ama.card('Walk at noon')).toBeFocused();
});

test('a text that is no board’s is refused with a sentence, and nothing is lost', async ({ people }) => {
  const { ama } = await people.pair();
  await paste(ama, 'x'.repeat(100_000));
  await expect(ama.page.getByRole('alert').filter({ hasText: '100,000 characters' })).toBeVisible();
  await ama.add('goal', 'Still here');
  await ama.saved();
});
