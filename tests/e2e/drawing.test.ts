/** Drawing on the board by hand: seen while it happens and afterwards, erased, moved, taken back and taken away. */
import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';
import type { LiveSessionPage } from '../support/live-session-page.ts';
import { everyElement, readXml } from '../support/read-xml.ts';

/** Strokes that are written, and strokes that grow under somebody else's hand. They are no words, so they have no role. */
const written = ({ canvas }: LiveSessionPage): Locator => canvas.locator('[data-ink="written"] path');
const growing = ({ canvas }: LiveSessionPage): Locator => canvas.locator('[data-ink="growing"] path');

async function pen(person: LiveSessionPage): Promise<Locator> {
  await person.canvas.focus();
  await person.page.keyboard.press('d');
  const bar = person.page.getByRole('toolbar', { name: 'Pen' });
  await expect(bar).toBeVisible();
  return bar;
}

async function draw(
  person: LiveSessionPage,
  from: { x: number; y: number },
  midway?: () => Promise<void>,
): Promise<void> {
  const { mouse } = person.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + 60, from.y + 40, { steps: 6 });
  await midway?.();
  await mouse.move(from.x + 160, from.y, { steps: 8 });
  await mouse.up();
}

test('what one draws the other sees grow, both may erase it, undo brings back one’s own, and the drawing has it', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  const bar = await pen(ama);
  await draw(ama, { x: 700, y: 300 }, async () => {
    await expect(growing(jonas)).toHaveCount(1);
    await expect(written(jonas)).toHaveCount(0);
  });
  await expect(written(jonas)).toHaveCount(1);
  await expect(growing(jonas)).toHaveCount(0);

  await bar.getByRole('button', { name: 'Blue' }).click();
  await bar.getByRole('button', { name: 'Broad' }).click();
  await draw(ama, { x: 700, y: 420 });
  await expect(written(jonas)).toHaveCount(2);
  await expect(jonas.page.locator('[data-news]')).toHaveText(/Ama drew on the board/);

  // He erases hers; undo brings it back, and leaves alone what she does meanwhile.
  await jonas.canvas.focus();
  await jonas.page.keyboard.press('r');
  await expect(jonas.page.getByRole('toolbar', { name: 'Pen' })).toBeVisible();
  await jonas.page.mouse.move(780, 260);
  await jonas.page.mouse.down();
  await jonas.page.mouse.move(780, 380, { steps: 4 });
  await expect(written(ama).and(ama.page.locator('.fading'))).toHaveCount(1);
  await jonas.page.mouse.up();
  await expect(written(ama)).toHaveCount(1);
  await expect(ama.page.locator('.fading')).toHaveCount(0);
  await draw(ama, { x: 700, y: 520 });
  await expect(written(jonas)).toHaveCount(2);
  await jonas.page.keyboard.press('Control+z');
  await expect(written(ama)).toHaveCount(3);

  // With the pen away a line is taken hold of, moved, and deleted.
  await ama.page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await ama.drag({ x: 760, y: 559 }, { x: 860, y: 600 });
  await expect(ama.page.getByRole('toolbar', { name: 'Drawing' })).toBeVisible();
  const place = (person: LiveSessionPage): Promise<string | null> => written(person).last().getAttribute('transform');
  await expect.poll(() => place(jonas)).toBe(await place(ama));
  // In another colour and width; and locked, against every hand and eraser.
  const inkBar = ama.page.getByRole('toolbar', { name: 'Drawing', exact: true });
  const lines = (person: LiveSessionPage): Promise<string | null> => written(person).last().getAttribute('d');
  const fine = await lines(jonas);
  await inkBar.getByRole('button', { name: 'Colour and width' }).click();
  await inkBar.getByRole('button', { name: 'Rose' }).click();
  await inkBar.getByRole('button', { name: 'Fine' }).click();
  await expect(written(jonas).last()).toHaveAttribute('style', /--voice-4/);
  await expect.poll(() => lines(jonas)).not.toBe(fine);
  await inkBar.getByRole('button', { name: 'Back' }).click();
  await inkBar.getByRole('button', { name: 'Lock' }).click();
  await ama.canvas.focus();
  await ama.page.keyboard.press('Delete');
  await expect(ama.page.getByRole('alert').filter({ hasText: 'Drawing is locked and stays' })).toBeVisible();
  await inkBar.getByRole('button', { name: 'Unlock' }).click();
  await ama.canvas.focus();
  await ama.page.keyboard.press('Delete');
  await expect(written(jonas)).toHaveCount(2);
  await ama.page.keyboard.press('Control+z');
  await expect(written(jonas)).toHaveCount(3);
  await ama.saved();

  await ama.page.reload();
  await ama.ready();
  await expect(written(ama)).toHaveCount(3);
  await ama.page.getByRole('button', { name: 'Take away' }).first().click();
  const downloading = ama.page.waitForEvent('download');
  await ama.page.getByRole('menuitem', { name: 'Drawing that stays sharp' }).click();
  const svg = await readFile(await (await downloading).path(), 'utf8');
  const fills = everyElement(readXml(svg)).flatMap(({ attributes }) => attributes['fill'] ?? []);
  expect(fills).toContain('#2f67b1');

  await ama.canvas.focus();
  await ama.page.keyboard.press('o');
  const drawings = ama.page.getByRole('region', { name: 'Drawings' });
  await expect(drawings).toContainText('3 strokes drawn by you');
  await drawings.getByText('One by one').click();
  await drawings.getByRole('button', { name: /^Delete: Broad blue stroke (in|beside)/ }).press('Enter');
  await expect(written(jonas)).toHaveCount(2);
  await drawings.getByRole('button', { name: 'Delete yours' }).press('Enter');
  await expect(written(jonas)).toHaveCount(0);
});

test('on touch one finger draws and two move the canvas; where a pen was seen, a palm draws nothing', async ({
  people,
}) => {
  const { live: ama } = await people.host('Ama', { viewport: { width: 820, height: 1180 }, hasTouch: true });
  await pen(ama);
  const line = await ama.page.context().newCDPSession(ama.page);
  type Touch = { x: number; y: number };
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Touch[]): Promise<unknown> =>
    line.send('Input.dispatchTouchEvent', { type, touchPoints });
  const place = (): Promise<string | null> => ama.page.locator('.svelte-flow__viewport').getAttribute('style');

  const before = await place();
  await touch('touchStart', [{ x: 300, y: 500 }]);
  for (let step = 1; step <= 8; step += 1) await touch('touchMove', [{ x: 300 + step * 15, y: 500 + step * 5 }]);
  await touch('touchEnd', []);
  await expect(written(ama)).toHaveCount(1);
  expect(await place()).toBe(before);

  // With the pen away a tap selects the drawing, and only then a finger moves it.
  await ama.page.keyboard.press('Escape');
  await ama.page.touchscreen.tap(360, 521);
  await expect(ama.page.getByRole('toolbar', { name: 'Drawing' })).toBeVisible();
  const drawn = await written(ama).getAttribute('transform');
  await touch('touchStart', [{ x: 360, y: 521 }]);
  for (let step = 1; step <= 6; step += 1) await touch('touchMove', [{ x: 360, y: 521 - step * 10 }]);
  await touch('touchEnd', []);
  await expect(written(ama)).not.toHaveAttribute('transform', drawn ?? '');
  expect(await place()).toBe(before);
  await pen(ama);

  await touch('touchStart', [{ x: 300, y: 600 }]);
  await touch('touchStart', [
    { x: 300, y: 600 },
    { x: 400, y: 600 },
  ]);
  for (let step = 1; step <= 6; step += 1) {
    await touch('touchMove', [
      { x: 300 - step * 10, y: 600 },
      { x: 400 + step * 10, y: 600 },
    ]);
  }
  await touch('touchEnd', []);
  await expect.poll(place).not.toBe(before);
  await expect(written(ama)).toHaveCount(1);

  // A pen writes with its pressure, and from then on fingers only move the canvas.
  const zoomed = await place();
  const penAt = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number): Promise<unknown> =>
    line.send('Input.dispatchMouseEvent', {
      type,
      x,
      y: 700,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      pointerType: 'pen',
      force: 0.8,
    });
  await penAt('mousePressed', 300);
  for (let step = 1; step <= 6; step += 1) await penAt('mouseMoved', 300 + step * 20);
  await penAt('mouseReleased', 420);
  await expect(written(ama)).toHaveCount(2);
  await touch('touchStart', [{ x: 300, y: 500 }]);
  for (let step = 1; step <= 6; step += 1) await touch('touchMove', [{ x: 300 + step * 15, y: 500 }]);
  await touch('touchEnd', []);
  await expect.poll(place).not.toBe(zoomed);
  await expect(written(ama)).toHaveCount(2);
});
