/** A board leaves as files, and comes back as the first board of a new session. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { everyElement, readXml } from '../support/read-xml.ts';
import { expect, test } from '../support/counterpoint-test.ts';

/** Opens the menu by keyboard and chooses from it; resolves to the file. */
async function take(page: Page, way: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Take away' }).first().focus();
  await page.keyboard.press('Enter');
  const item = page.getByRole('menuitem', { name: way });
  await expect(item).toBeVisible();
  const downloading = page.waitForEvent('download');
  await item.focus();
  await page.keyboard.press('Enter');
  const file = await downloading;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('a board is taken away as picture, drawing and table, and opens again from its file', async ({ people }) => {
  const { live: ama } = await people.host('Ama');
  await ama.add('goal', 'Speak last <script>alert(1)</script>');
  await ama.add('action', '=HYPERLINK("http://evil.example")');
  await ama.saved();

  const png = await take(ama.page, 'Picture of the board PNG');
  expect(png.name).toMatch(/^session-1-.*\.png$/);
  expect(png.bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(1_000);

  const svg = await take(ama.page, 'Drawing that stays sharp');
  const elements = everyElement(readXml(svg.bytes.toString('utf8')));
  expect(elements.map(({ name }) => name)).not.toContain('script');
  expect(elements.map(({ text }) => text).join(' ')).toContain('<script>alert(1)</script>');

  const csv = await take(ama.page, 'Actions as a table');
  expect(csv.bytes.toString('utf8')).toContain(`"'=HYPERLINK(""http://evil.example"")",Ama`);

  const board = await take(ama.page, 'Board to open again');
  await ama.endAndReview();
  expect((await take(ama.page, 'Board to open again')).name).toBe(board.name);

  await ama.page.getByRole('link', { name: 'Ama’s room' }).click();
  await ama.page.getByText('Start from a saved board').click();
  const chooser = ama.page.getByLabel(/^A file that/);
  const send = ama.page.getByRole('button', { name: 'Start with this board' });
  await chooser.setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{"cards": [') });
  await send.click();
  await expect(ama.page.getByRole('alert')).toHaveText(/nothing was made\. It is not JSON/);
  await chooser.setInputFiles({
    name: 'film.json',
    mimeType: 'application/json',
    buffer: Buffer.alloc(7_000_000, ' '),
  });
  await send.click();
  await expect(ama.page.getByRole('alert')).toHaveText(/nothing was made\. It is larger than 2 MB/);
  await chooser.setInputFiles({ name: board.name, mimeType: 'application/json', buffer: board.bytes });
  await send.click();
  await ama.ready();
  await expect(ama.card('Speak last')).toBeVisible();
  await expect(ama.card('HYPERLINK')).toHaveCount(1);
});
