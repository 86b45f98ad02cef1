/** The whole board in sight, from so far away that little can be read: moving it, and what can still be done there. */
import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import { expect, test } from '../support/counterpoint-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import type { LiveSessionPage } from '../support/live-session-page.ts';

/** Pastes so many lines, each of which becomes a card, and shows them all. */
async function fill(person: LiveSessionPage, cards: number): Promise<void> {
  await person.canvas.focus();
  const text = Array.from({ length: cards }, (_, nth) => `- What card ${String(nth + 1)} says`).join('\n');
  await person.canvas.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await expect(person.page.getByText(`${String(cards)} cards`, { exact: true })).toBeVisible();
  await person.page.keyboard.press('Escape');
  await person.fit();
}

const traceSchema = z.object({
  traceEvents: z.array(z.object({ name: z.string(), args: z.object({ object: z.string().optional() }).catch({}) })),
});

/** How many texts the browser looked at for painting them again meanwhile. */
async function textsPainted(browser: Browser, page: Page, act: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories: ['blink', 'disabled-by-default-blink.invalidation'] });
  await act();
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString()));
  return traceEvents.filter(
    ({ name, args }) => name.startsWith('PaintInvalidator::') && args.object?.startsWith('LayoutText') === true,
  ).length;
}

/** Where the canvas is, as its style says it. */
const view = (page: Page): Promise<string | null> => page.locator('.svelte-flow__viewport').getAttribute('style');

test('a wheel that moves the canvas moves a picture: no card is painted again', async ({ people, browser }) => {
  const { live: ama } = await people.host('Ama');
  await fill(ama, 40);
  const { x, y, width } = await ama.boxOf(ama.canvas);
  await ama.page.mouse.move(x + width / 2, y + 20);
  const move = async (): Promise<void> => {
    for (let turn = 0; turn < 6; turn += 1) {
      const before = await view(ama.page);
      await ama.page.mouse.wheel(0, turn % 2 === 0 ? 12 : -12);
      await expect.poll(() => view(ama.page)).not.toBe(before);
    }
  };
  // With its first move it becomes a picture.
  await move();
  expect(await textsPainted(browser, ama.page, move)).toBeLessThan(40);
  // This would have it painted no smaller than life: words that are shrunk with every frame fray.
  await expect(ama.page.locator('.svelte-flow__viewport')).toHaveCSS('will-change', 'auto');
});

test('from so far away that no word can be read cards keep their names, and one that is chosen or near has its words', async ({
  people,
}) => {
  const { live: ama } = await people.host('Ama');
  await fill(ama, 6);
  const card = ama.card('What card 1 says');
  const words = card.getByText('What card 1 says');
  await expect(words).toBeVisible();
  for (let step = 0; step < 8; step += 1) await ama.canvas.press('-');
  await expect(words).toBeHidden();
  await expect(card).toHaveAccessibleName(/^(Note|Question) What card 1 says$/);
  await expectAccessible(ama.page);

  // A press in the middle of it chooses it: its words are back, and so is what Tab comes to.
  await card.click();
  await expect(card).toHaveClass(/\bselected\b/);
  await expect(words).toBeVisible();
  await expect(ama.card('What card 2 says').getByText('What card 2 says')).toBeHidden();
  await ama.canvas.press('Escape');
  await expect(words).toBeHidden();
  await ama.fit();
  await expect(words).toBeVisible();
});

test('a card that the wheel has just brought under the hand can be taken at once', async ({ people }) => {
  const { live: ama } = await people.host('Ama');
  await fill(ama, 6);
  const card = ama.card('What card 3 says');
  const before = await ama.boxOf(card);
  const hand = { x: before.x + 30, y: before.y + 46 };
  await ama.page.mouse.move(hand.x, hand.y);
  await ama.page.mouse.wheel(0, 80);
  await expect.poll(async () => (await ama.boxOf(card)).y).not.toBe(before.y);
  // Where its head is now, with the wheel's movement hardly over.
  const { x, y } = await ama.boxOf(card);
  await ama.drag({ x: x + 12, y: y + 8 }, { x: x + 132, y: y + 8 });
  await expect.poll(async () => Math.round((await ama.boxOf(card)).x - x)).toBeGreaterThan(90);
});
