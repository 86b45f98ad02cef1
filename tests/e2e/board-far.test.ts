/** The whole board in sight, from so far away that little can be read: moving it, and what can still be done there. */
import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import { expect, test } from '../support/counterpoint-test.ts';
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
});
