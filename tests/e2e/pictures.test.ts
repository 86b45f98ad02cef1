/** Pictures on the board: pasted by one, seen and described by both, gone with one undo. */
import { expect, test } from '../support/counterpoint-test.ts';
import type { LiveSessionPage } from '../support/live-session-page.ts';
import { base64, pasteFile } from '../support/paste-file.ts';
import { plainPng } from '../support/tiny-png.ts';

test('a pasted picture is seen by the peer, described, moved, and taken back with undo', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  await pasteFile(ama, {
    name: 'plan.svg',
    type: 'image/svg+xml',
    bytes: base64('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  });
  await expect(ama.page.getByRole('alert').filter({ hasText: 'SVG files can hold programs' })).toBeVisible();

  await pasteFile(ama, { name: 'plan.png', type: 'image/png', bytes: base64(plainPng(320, 200)) });
  const mine = ama.canvas.getByRole('group', { name: 'Picture without a description' });
  await expect(mine).toBeFocused();
  await expect(jonas.canvas.getByRole('group', { name: 'Picture without a description' })).toBeVisible();
  // The pixels have come too, over a route that knows him.
  await expect
    .poll(() => jonas.canvas.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(320);

  await ama.page.keyboard.press('Enter');
  await ama.page.keyboard.type('Four circles around the team');
  await ama.page.keyboard.press('Enter');
  const theirs = jonas.canvas.getByRole('group', { name: 'Picture: Four circles around the team' });
  await expect(theirs).toBeVisible();

  const before = await jonas.boxOf(theirs);
  await ama.page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await jonas.boxOf(theirs)).x - before.x).toBeGreaterThan(4);

  await ama.page.keyboard.press('o');
  await expect(ama.page.getByRole('heading', { name: 'Pictures' })).toBeVisible();
  await expect(ama.page.getByRole('textbox', { name: 'Description of the picture' })).toHaveValue(/^Four circles/);
  await ama.page.getByRole('button', { name: 'Canvas', exact: true }).click();
  await expect(ama.canvas).toBeVisible();

  for (let step = 0; step < 3; step += 1) await ama.tools.getByRole('button', { name: 'Undo' }).click();
  await expect(theirs).toHaveCount(0);
  await expect(jonas.canvas.locator('img')).toHaveCount(0);
  await ama.saved();
});

const clipType = 'application/x-counterpoint-cards';

/** What a browser keeps on Ctrl+C. */
function copied(person: LiveSessionPage): Promise<string> {
  return person.canvas.evaluate((element, type) => {
    const clipboardData = new DataTransfer();
    element.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData(type);
  }, clipType);
}

async function pasteClip(person: LiveSessionPage, clip: string): Promise<void> {
  await person.canvas.focus();
  await person.canvas.evaluate(
    (element, [type, data]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData(type, data);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [clipType, clip] as const,
  );
}

test('a copied picture comes along to another room of the same person, and to nobody else’s', async ({ people }) => {
  const { live: ama } = await people.host('Ama');
  await pasteFile(ama, { name: 'plan.png', type: 'image/png', bytes: base64(plainPng(320, 200)) });
  const picture = ama.canvas.getByRole('group', { name: 'Picture without a description' });
  await expect(picture).toBeFocused();
  const first = await ama.canvas.locator('img').getAttribute('src');
  const clip = await copied(ama);
  await ama.saved();

  const { origin } = new URL(ama.page.url());
  const room = await ama.page.request.post('/?/start', {
    form: { name: 'Ama' },
    headers: { origin, accept: 'text/html' },
  });
  await ama.page.goto(room.url());
  await ama.takeInviteLink();
  await ama.ready();
  await expect(picture).toHaveCount(0);
  await pasteClip(ama, clip);
  await expect(picture).toBeVisible();
  const image = ama.canvas.locator('img');
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(320);
  expect(await image.getAttribute('src')).not.toBe(first);

  const { live: eve } = await people.host('Eve');
  await pasteClip(eve, clip);
  await expect(eve.page.getByRole('alert').filter({ hasText: 'only its members can take it along' })).toBeVisible();
  await expect(eve.canvas.locator('img')).toHaveCount(0);
});
