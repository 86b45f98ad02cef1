/** A room makes a format of its own, and meets by it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/counterpoint-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { LiveSessionPage } from '../support/live-session-page.ts';

test('Peer GROW is duplicated and changed, by keyboard too; a session that starts with it shows what was changed', async ({
  people,
}) => {
  const { live: ama } = await people.host('Ama');
  const { page } = ama;
  await ama.start();
  await ama.end();
  await page.getByRole('link', { name: 'Ama’s room' }).click();

  await test.step('from the room to the library, to a copy in the editor', async () => {
    await page.getByRole('link', { name: 'All formats' }).click();
    await page.getByRole('link', { name: 'Peer GROW', exact: true }).click();
    await expect(page.getByText('What is true now, and what have you tried?', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Duplicate and edit' }).click();
    await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Our Peer GROW');
    await expectAccessible(page);
  });

  const step = (name: string) => page.getByRole('button', { name: new RegExp(`^\\d+ ${name}`) });
  await test.step('what is wrong is said beside its field, and nothing is saved', async () => {
    await step('Reality').click();
    await page.getByRole('spinbutton', { name: 'Minutes' }).fill('-3');
    await expect(page.getByRole('spinbutton', { name: 'Minutes' })).toHaveAccessibleDescription(
      'Must be a whole number from 1 to 180.',
    );
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Step 4, minutes: must be a whole number from 1 to 180.' }).click();
    await expect(page.getByRole('spinbutton', { name: 'Minutes' })).toBeFocused();
  });

  await test.step('steps change, and move with the keyboard out of the turns', async () => {
    await page.getByRole('spinbutton', { name: 'Minutes' }).fill('9');
    await page.getByLabel('Title of the step').fill('What is so');
    await page.getByLabel('Questions that may help').fill('What would a film of it show?\nAnd what else?');
    await expect(page.getByText('66 minutes in all')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Preview of the step' })).toContainText(
      'What would a film of it show?',
    );
    await page.getByRole('button', { name: 'Move Goal up' }).press('Enter');
    await expect(page.getByText('Goal is now step 3 of 9.', { exact: true })).toBeAttached();
    await expect(page.getByRole('button', { name: 'Move Goal up' })).toBeFocused();
    await expect(page.getByText('62 minutes in all')).toBeVisible();
  });

  await test.step('leaving asks first', async () => {
    await page.getByRole('link', { name: 'Counterpoint', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Stay and go on' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Our Peer GROW', level: 1 })).toBeVisible();
  });

  await test.step('the file of it can be taken in again', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export as JSON' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe('our-peer-grow.json');
    const text = await readFile(await file.path(), 'utf8');
    const { $schema: schema } = JSON.parse(text) as { $schema: string };
    expect((await page.request.get(schema)).status()).toBe(200);
    await page.getByRole('link', { name: 'Formats', exact: true }).click();
    await page.getByRole('link', { name: 'Import' }).click();
    await page.getByLabel('Or paste it here').fill(text.replace('"minutes": 9', '"minutes": 900'));
    await page.getByRole('button', { name: 'Import' }).click();
    await expect(page.getByRole('alert')).toContainText('Step 4, minutes: must be a whole number from 1 to 180.');
    await page.getByLabel('Or paste it here').fill(text.replace('Our Peer GROW', 'Theirs'));
    await page.getByRole('button', { name: 'Import' }).click();
    await expect(page.getByRole('heading', { name: 'Theirs', level: 1 })).toBeVisible();
  });

  await test.step('a session starts with it', async () => {
    await page.getByRole('button', { name: 'Start a session with it' }).click();
    const live = new LiveSessionPage(page, 'Ama');
    await live.takeInviteLink();
    await live.ready();
    await live.start();
    for (const title of ['Last promises', 'Goal', 'What is so']) {
      await live.lead('Next').click();
      await expect(live.step).toHaveText(title);
    }
    await expect(live.guide).toContainText('What would a film of it show?');
    await expect(live.guide).toContainText('Of 9 minutes.');
  });
});

test('of two who change one format at once, the second is told, loses nothing, and keeps theirs beside it', async ({
  people,
}) => {
  const { ama, jonas } = await people.pair();
  const room = await ama.page.getByRole('link', { name: 'Ama’s room' }).getAttribute('href');
  await ama.page.goto(`${room ?? ''}/formats/new?from=peer-grow`);
  await ama.page.getByRole('button', { name: 'Save', exact: true }).click();
  await ama.page.getByRole('link', { name: 'Edit', exact: true }).click();
  await expect(ama.page.getByLabel('Title', { exact: true })).toBeVisible();
  await jonas.page.goto(ama.page.url());
  await ama.page.getByLabel('Title', { exact: true }).fill('By Ama');
  await jonas.page.getByLabel('Title', { exact: true }).fill('By Jonas');
  await ama.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(ama.page.getByRole('heading', { name: 'By Ama', level: 1 })).toBeVisible();
  await jonas.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(jonas.page.getByRole('alert')).toContainText(
    'Somebody else saved this format while you were changing it.',
  );
  await expect(jonas.page.getByLabel('Title', { exact: true })).toHaveValue('By Jonas');
  await jonas.page.getByRole('button', { name: 'Save mine as a new format' }).click();
  await expect(jonas.page.getByRole('heading', { name: 'By Jonas', level: 1 })).toBeVisible();
  await jonas.page.getByRole('link', { name: 'Formats', exact: true }).click();
  const own = jonas.page.getByRole('region', { name: 'Made in this room' });
  await expect(own.getByRole('link')).toHaveText(['By Ama', 'By Jonas']);
});

test('what no page would send is refused with the field that is wrong, and nothing of it is stored', async ({
  people,
}) => {
  const { live } = await people.host('Ama');
  const { page } = live;
  const room = (await page.getByRole('link', { name: 'Ama’s room' }).getAttribute('href')) ?? '';
  await page.goto(`${room}/formats/new?from=peer-grow`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Our Peer GROW', level: 1 })).toBeVisible();
  const own = new URL(page.url()).pathname;
  const file: unknown = await (await page.request.get(`${own}/export.json`)).json();
  const { format } = file as { format: Record<string, unknown> & { stages: Record<string, unknown>[] } };

  const first = (change: object) => ({
    ...format,
    stages: [{ ...format.stages[0], ...change }, ...format.stages.slice(1)],
  });
  const wrong: [unknown, string][] = [
    [{ ...format, stages: [] }, 'Steps: must be 1 to 60 stages.'],
    [
      {
        ...format,
        stages: Array.from({ length: 500 }, (_, nth) => ({ ...format.stages[0], prompts: [], id: `s-${nth}` })),
      },
      'Steps: must be 1 to 60 stages.',
    ],
    [first({ minutes: -3 }), 'Step 1, minutes: must be a whole number from 1 to 180.'],
    [first({ minutes: '3' }), 'Step 1, minutes: must be a whole number from 1 to 180.'],
    [first({ title: '<script>alert(1)</script>' }), 'Step 1, title: must be plain words, without < and >.'],
    [first({ title: 'Long'.repeat(30) }), 'Step 1, title: must have at most 60 characters.'],
    [first({ prompts: 'one' }), 'Step 1, questions: must be at most 6 prompts.'],
    [first({ colour: 'red' }), 'Step 1: has a field that formats do not have: “colour”.'],
    [first({ id: 'promises' }), 'Steps: two steps have the same id, promises.'],
    [{ ...format, title: ['Ours'] }, 'Title: must be text.'],
    [null, 'The format: must be a group of fields in braces.'],
  ];
  const headers = { origin: new URL(page.url()).origin, accept: 'application/json', 'x-sveltekit-action': 'true' };
  for (const [candidate, said] of wrong) {
    const text = JSON.stringify(candidate);
    const asked = [
      [`${room}/formats/new?/save`, { format: text }],
      [`${own}/edit?/save`, { format: text, version: '1' }],
      [`${own}/edit?/copy`, { format: text }],
      [`${room}/formats/import`, { text: JSON.stringify({ version: 1, format: candidate }) }],
    ] as const;
    for (const [address, multipart] of asked) {
      const answer = await page.request.post(address, { headers, multipart });
      const { type, status, data } = (await answer.json()) as { type: string; status: number; data: string };
      expect({ type, status }, `${address} ${said}`).toEqual({ type: 'failure', status: 400 });
      expect(JSON.parse(data), address).toContainEqual(expect.stringContaining(said));
    }
  }
  expect(await (await page.request.get(`${own}/export.json`)).json()).toEqual(file);
  await page.goto(`${room}/formats`);
  const made = page.getByRole('region', { name: 'Made in this room' });
  await expect(made.getByRole('link')).toHaveText(['Our Peer GROW']);
});
