/** A board of many cards: what is in its page, and that nothing is out of reach because it is not. */
import { expect, test } from '../support/counterpoint-test.ts';

test('a board of 400 cards opens with those in sight, and all others are there as soon as they are looked for', async ({
  people,
}) => {
  const { live: ama } = await people.host('Ama');
  const { page, canvas } = ama;
  const { x, y } = await ama.boxOf(canvas);
  await page.mouse.move(x + 100, y + 60);
  const view = (): Promise<string | null> => page.locator('.svelte-flow__viewport').getAttribute('style');
  // As many as a paste takes, beginning where the mouse is, and as many again beyond them.
  for (let first = 1; first <= 400; first += 100) {
    const text = Array.from({ length: 100 }, (_, nth) => `- What card ${String(first + nth)} says`).join('\n');
    await canvas.evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
    await expect(page.getByText('100 cards', { exact: true })).toBeVisible();
    await canvas.press('Escape');
    const before = await view();
    await page.mouse.wheel(1_280, 520);
    await expect.poll(view).not.toBe(before);
  }
  await ama.saved();

  // Counted from the beginning: cards that come and go again were there, too.
  await page.addInitScript(() => {
    const seen = new Set<Element>();
    const note = (): void => {
      for (const node of document.querySelectorAll('.svelte-flow__node-card')) seen.add(node);
      document.documentElement.dataset['everInPage'] = String(seen.size);
    };
    new MutationObserver(note).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await ama.ready();
  const cards = page.locator('.svelte-flow__node-card');
  await expect(cards.first()).toBeVisible();
  const everInPage = Number(await page.locator('html').getAttribute('data-ever-in-page'));
  expect(everInPage).toBeGreaterThan(0);
  expect(everInPage).toBeLessThan(200);
  await expect(ama.card(/What card 400 says/)).toHaveCount(0);

  // It is found, and by the arrow keys one goes on to the one beside it, ten lines before it.
  await page.keyboard.press('Control+f');
  await page.getByRole('searchbox', { name: 'Words to find' }).fill('card 400 says');
  await page.keyboard.press('Enter');
  await expect(ama.card('What card 400 says')).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(ama.card('What card 400 says')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(ama.card('What card 390 says')).toBeFocused();

  await ama.fit();
  await expect(cards).toHaveCount(400);
  for (const nth of [1, 200, 400]) await expect(ama.card(`What card ${String(nth)} says`)).toBeInViewport();
});
