/** Private writing and ideas that ask first: what is written reaches nobody before its writer shows it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';
import type { LiveSessionPage } from '../support/live-session-page.ts';

test('what is written in private is in no frame, no request and no file before all show it; a reload keeps it', async ({
  people,
  server,
}) => {
  const { ama, jonas } = await people.pairIn('first-agreement');
  const wires = [listenTo(ama.page), listenTo(jonas.page)];
  // Their connections so far were opened unheard.
  await Promise.all([ama.page.reload(), jonas.page.reload()]);
  await Promise.all([ama.ready(), jonas.ready()]);
  await ama.start();
  await ama.goOnWith(jonas);
  await jonas.goOnWith(ama);
  for (const person of [ama, jonas]) await expect(person.step).toHaveText('Hopes and worries');

  await write(ama, 'Hope', 'Schmetterling one');
  await write(ama, 'Worry', 'Schmetterling two');
  await write(jonas, 'Hope', 'Schmetterling three');
  await expect(sheetOf(ama)).toContainText('Jonas is writing');
  await jonas.page.reload();
  await expect(sheetOf(jonas).getByRole('textbox', { name: 'Hope 1' })).toHaveValue('Schmetterling three');
  await readyMark(jonas).click();
  await expect(sheetOf(ama)).toContainText('Jonas is ready');
  expect(await placesOf('Schmetterling', server.dataDir, server.output(), wires)).toEqual([]);

  await readyMark(ama).click();
  for (const person of [ama, jonas]) {
    for (const words of ['Hope Schmetterling one', 'Worry Schmetterling two', 'Hope Schmetterling three']) {
      await expect(person.card(words)).toBeVisible();
    }
    // In the zone of the step, and each seen: they were put there in the same instant.
    await expect(person.guide).toContainText('2 there');
  }
  const boxes = await Promise.all(
    ['one', 'two', 'three'].map((words) => ama.boxOf(ama.card(`Schmetterling ${words}`))),
  );
  for (const [index, box] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      const apart = Math.abs(box.x - other.x) >= box.width * 0.9 || Math.abs(box.y - other.y) >= box.height * 0.9;
      expect(apart, `${JSON.stringify(box)} lies on ${JSON.stringify(other)}`).toBe(true);
    }
  }
  // The same search finds it once it is shown, so it would have found it before.
  await ama.saved();
  expect(await placesOf('Schmetterling', server.dataDir, server.output(), wires)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^file /), 'frame of page 1', 'frame of page 2']),
  );
});

test('who was away when the others showed theirs is asked what becomes of the own draft', async ({ people }) => {
  const { ama, jonas } = await people.pairIn('mid-review');
  await ama.start();
  const trust = sheetOf(jonas).getByRole('group', { name: 'Trust', exact: true });
  await trust.getByRole('button', { name: '7', exact: true }).click();
  await trust.getByRole('textbox').fill('and rising, as long as we go on saying what we think while we think it');
  await expect(sheetOf(ama)).toContainText('Jonas is writing');
  const session = jonas.page.url();
  await jonas.page.goto('/');
  await ama.sees('Jonas', 'not here');
  await readyMark(ama).click();
  await expect(sheetOf(ama)).toBeHidden();

  await jonas.page.goto(session);
  const left = jonas.guide.getByRole('region', { name: 'Private drafts' });
  await expect(left).toContainText('One private draft of yours was not shown. Nobody else has seen it.');
  await expect(left).toContainText('7 of 10');
  expect(await left.evaluate((box) => box.scrollWidth - box.clientWidth), 'pixels beyond its edge').toBe(0);
  await jonas.ready();
  await expect(ama.card('and rising')).toBeHidden();
  await left.getByRole('button', { name: 'Put on the board' }).click();
  for (const person of [ama, jonas]) await expect(person.card('and rising')).toBeVisible();
  await expect(left).toBeHidden();
});

test('a status that was prepared in the lobby is shown in step 1, and is nowhere else before', async ({
  people,
  server,
}) => {
  const { ama, jonas } = await people.pairIn('check-in');
  const wires = [listenTo(ama.page), listenTo(jonas.page)];
  await Promise.all([ama.page.reload(), jonas.page.reload()]);
  await Promise.all([ama.ready(), jonas.ready()]);
  await ama.lead('Prepare now').click();
  await write(ama, 'Status', 'Glockenblume kept');
  await sheetOf(ama).getByRole('button', { name: 'Done for now' }).click();
  await expect(sheetOf(ama)).toBeHidden();
  await ama.page.reload();
  await expect(ama.lead('Look at what I prepared')).toBeVisible();
  await ama.ready();
  await ama.sees('Jonas', 'here');

  await jonas.start();
  await expect(sheetOf(ama).getByRole('textbox', { name: 'Status 1' })).toHaveValue('Glockenblume kept');
  await expect(sheetOf(jonas)).toContainText('Ama is writing');
  await write(jonas, 'Status', 'Glockenblume half');
  await readyMark(jonas).click();
  await expect(sheetOf(ama)).toContainText('Jonas is ready');
  expect(await placesOf('Glockenblume', server.dataDir, server.output(), wires)).toEqual([]);
  await readyMark(ama).click();
  for (const person of [ama, jonas]) {
    await expect(person.step).toHaveText('Show where it stands');
    for (const words of ['kept', 'half']) await expect(person.card(`Status Glockenblume ${words}`)).toBeVisible();
  }
  expect(await placesOf('Glockenblume', server.dataDir, server.output(), wires)).toEqual(
    expect.arrayContaining(['frame of page 1', 'frame of page 2']),
  );
});

test('in the mid-programme review numbers have names, and both answers stand side by side once both are ready', async ({
  people,
}) => {
  const { ama, jonas } = await people.pairIn('mid-review');
  await ama.start();
  const rated = [
    { person: ama, trust: '8' },
    { person: jonas, trust: '3' },
  ];
  for (const { person, trust } of rated) {
    for (const name of ['Trust', 'Balance', 'Challenge', 'Progress']) {
      const group = sheetOf(person).getByRole('group', { name, exact: true });
      await group.getByRole('button', { name: name === 'Trust' ? trust : '5', exact: true }).click();
    }
  }
  await readyMark(ama).click();
  await expect(jonas.guide).not.toContainText('8 of 10');
  await readyMark(jonas).click();
  for (const person of [ama, jonas]) {
    await expect(person.guide.getByRole('term').filter({ hasText: 'Ama' }).first()).toBeVisible();
    await expect(person.guide.getByRole('listitem').filter({ hasText: 'Add trust' })).toContainText(/8 of 10/);
    await expect(person.guide.getByRole('listitem').filter({ hasText: 'Add trust' })).toContainText(/3 of 10/);
  }

  // On to the last step, where each chooses first alone.
  for (let more = true; more;) {
    await ama.goOnWith(jonas);
    more = (await ama.step.innerText()) !== 'Continue, adapt or change';
  }
  await sheetOf(ama).getByRole('radio', { name: 'Continue as we are' }).check();
  await sheetOf(jonas).getByRole('radio', { name: 'Adapt something' }).check();
  await readyMark(ama).click();
  await expect(sheetOf(jonas)).toContainText('Ama is ready');
  await expect(jonas.page.getByText('Ama', { exact: true }).and(jonas.guide.getByRole('term'))).toBeHidden();
  await readyMark(jonas).click();
  for (const person of [ama, jonas]) {
    const decision = person.guide.getByRole('listitem').filter({ hasText: 'Add decision' });
    await expect(decision).toContainText(/Ama\s*Continue as we are/);
    await expect(decision).toContainText(/Jonas\s*Adapt something/);
  }
});

test('an idea of the coach reaches the board only when the coachee wants it', async ({ people }) => {
  const { ama, jonas } = await people.pairIn('woop');
  const wire = listenTo(ama.page);
  await ama.page.reload();
  await ama.ready();
  await ama.start();
  await expect(jonas.step).not.toHaveText('WOOP goal setting');
  const idea = jonas.guide.getByRole('textbox', { name: 'Your idea' });
  await expect(async () => {
    if (await idea.isHidden()) await ama.goOnWith(jonas);
    await expect(idea).toBeVisible({ timeout: 2_000 });
  }).toPass();
  for (const words of ['Libelle one', 'Libelle two']) {
    await idea.fill(words);
    await jonas.guide.getByRole('button', { name: 'Hold' }).click();
    await expect(jonas.guide).toContainText(words);
  }
  const asked = ama.guide.getByRole('region', { name: 'Ideas' });
  await expect(asked.getByText('Jonas has an idea. Would you like it?')).toHaveCount(2);
  expect(wire.holds('Libelle')).toBe(false);
  await asked.getByRole('button', { name: 'Not now' }).first().click();
  await asked.getByRole('button', { name: 'Yes, offer it' }).click();
  for (const person of [ama, jonas]) await expect(person.card('Libelle two')).toBeVisible();
  await expect(asked).toBeHidden();
  await expect(ama.card('Libelle one')).toBeHidden();
  expect(wire.holds('Libelle one')).toBe(false);
});

const sheetOf = (person: LiveSessionPage): Locator => person.page.getByRole('region', { name: 'Your private page' });
const readyMark = (person: LiveSessionPage): Locator => sheetOf(person).getByRole('button', { name: /^I am ready/ });

async function write(person: LiveSessionPage, what: string, text: string): Promise<void> {
  const group = sheetOf(person).getByRole('group', { name: what, exact: true });
  await group.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(group.getByRole('textbox')).toBeFocused();
  await person.page.keyboard.type(text);
}

interface Wire {
  holds(words: string): boolean;
}

/** Everything that this page sends and hears from now on. */
function listenTo(page: Page): Wire {
  const heard: Buffer[] = [];
  const keep = ({ payload }: { payload: string | Buffer }): void => void heard.push(Buffer.from(payload));
  page.on('websocket', (socket) => {
    socket.on('framesent', keep);
    socket.on('framereceived', keep);
  });
  page.on('request', (request) => heard.push(Buffer.from(request.url()), request.postDataBuffer() ?? Buffer.alloc(0)));
  return { holds: (words) => heard.some((piece) => piece.includes(words)) };
}

/** Where these words are to be found: in the server's files, in what it printed, on the wire. */
async function placesOf(words: string, dataDir: string, output: string, wires: readonly Wire[]): Promise<string[]> {
  const names = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const held = await Promise.all(
    files.map(async (file) => ((await readFile(file)).includes(words) ? [`file ${file}`] : [])),
  );
  return [
    ...held.flat(),
    ...(output.includes(words) ? ['log'] : []),
    ...wires.flatMap((wire, index) => (wire.holds(words) ? [`frame of page ${String(index + 1)}`] : [])),
  ];
}
