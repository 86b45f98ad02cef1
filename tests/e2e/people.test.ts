/** Who somebody is, and what that opens: guests, accounts, invites, strangers, names. */
import { request, type Page } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';
import { LiveSessionPage } from '../support/live-session-page.ts';

const password = 'a long walk by the lake';

test('an account is made, left and entered again; a wrong password is told in a sentence', async ({ people }, info) => {
  const email = freshEmail('mei', info.workerIndex);
  const page = await people.browser();
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Mei');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Make an account' }).click();
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/at least 10 characters/);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Make an account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Mei');

  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Start a room' })).toBeVisible();

  await page.getByRole('navigation').getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, email, 'not the password');
  await expect(page.getByRole('alert')).toContainText('Email and password do not match.');
  await expect(page.getByLabel('Email')).toHaveValue(email);
  await signIn(page, email, password);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Mei');

  const other = await people.browser();
  await other.goto('/sign-up');
  await other.getByLabel('Your name').fill('Somebody else');
  await other.getByLabel('Email').fill(email.toUpperCase());
  await other.getByLabel('Password').fill(password);
  await other.getByRole('button', { name: 'Make an account' }).click();
  await expect(other.getByLabel('Email')).toHaveAccessibleDescription(/exists already/);
});

test('a guest becomes an account, keeps room, board and promises, and has them in another browser too', async ({
  people,
}, info) => {
  const email = freshEmail('ama', info.workerIndex);
  const { live: ama } = await people.host('Ama');
  await ama.add('action', 'Ask for help');
  const details = await ama.details('Ask for help');
  await details.getByLabel('Whose').selectOption('Ama');
  await ama.closeDetails();
  await ama.saved();
  await ama.start();
  await ama.endAndReview();

  await ama.page.getByRole('link', { name: 'Keep your rooms' }).click();
  await ama.page.getByLabel('Email').fill(email);
  await ama.page.getByLabel('Password').fill(password);
  await ama.page.getByRole('button', { name: 'Make an account' }).click();

  const elsewhere = await people.browser();
  await elsewhere.goto('/sign-in');
  await signIn(elsewhere, email, password);
  for (const page of [ama.page, elsewhere]) {
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Ama');
    await expect(page.getByRole('region', { name: 'What you promised' })).toContainText('Ask for help');
    await expect(page.getByRole('link', { name: 'Keep your rooms' })).toBeHidden();
    await page.getByRole('link', { name: /Ama’s room/ }).click();
    await page.getByRole('link', { name: /Session 1, Peer GROW/ }).click();
    await expect(page.getByRole('group', { name: 'Action Ask for help' })).toBeVisible();
  }
});

test('an invite that was taken back or used up says so, and what to do', async ({ people }) => {
  const { live: ama, link } = await people.host('Ama');
  const stranger = await people.browser();
  await ama.page.getByRole('link', { name: 'Ama’s room' }).click();
  await ama.page.getByRole('button', { name: 'Take back' }).click();
  await expect(ama.page.getByRole('button', { name: 'Take back' })).toBeHidden();
  expect(await closedInvite(stranger, link)).toBe(410);

  await ama.page.getByRole('button', { name: 'Invite a peer' }).click();
  const field = ama.page.getByRole('dialog').getByRole('textbox', { name: 'Invite link' });
  const second = await field.inputValue();
  expect(second).not.toBe(link);
  // Five may come by one link.
  for (const name of ['Ben', 'Chidi', 'Dalia', 'Emre', 'Fen']) {
    const visitor = await request.newContext({ extraHTTPHeaders: { origin: new URL(second).origin } });
    const joined = await visitor.post(`${second}?/guest`, { form: { name } });
    expect(await joined.json()).toMatchObject({ type: 'redirect' });
    await visitor.dispose();
  }
  expect(await closedInvite(stranger, second)).toBe(410);
  expect(await closedInvite(stranger, `${new URL(second).origin}/join/made-up`)).toBe(410);
});

test('the room page invites somebody to watch: they come in as an observer and lead nothing', async ({ people }) => {
  const { live: ama } = await people.host('Ama');
  await ama.page.getByRole('link', { name: 'Ama’s room' }).click();
  await ama.page.getByRole('button', { name: 'Invite somebody to watch' }).click();
  const dialog = ama.page.getByRole('dialog', { name: 'Invite somebody to watch' });
  await expect(dialog).toContainText('joins as an observer');
  const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue();

  const olu = await people.browser();
  await olu.goto(link);
  await expect(olu.getByText('You are asked to watch')).toBeVisible();
  await olu.getByLabel('Your name').fill('Olu');
  await olu.getByRole('button', { name: 'Join' }).click();
  await expect(olu.getByRole('heading', { name: 'You asked to watch' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await ama.page.reload();
  const member = ama.page.getByRole('region', { name: 'People' }).getByRole('listitem').filter({ hasText: 'Olu' });
  await expect(member).toContainText('observer');
  await expect(ama.page.getByText(/for 4 people to watch/)).toBeVisible();
});

test('a session of others looks like one that does not exist, on every page of it', async ({ people }) => {
  const { live: ama } = await people.host('Ama');
  const { pathname } = new URL(ama.page.url());
  const { live: mei } = await people.host('Mei');
  for (const path of [pathname, `${pathname}/review`, '/sessions/nosuchsessionatall', '/rooms/nosuchroomatall1']) {
    const answer = await mei.page.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(mei.page.getByRole('heading', { level: 1 })).toHaveText('Not found, or not yours');
    await expect(mei.page.getByText('Ama')).toBeHidden();
  }
  const file = await mei.page.request.get(`${pathname}/export.md`);
  expect(file.status()).toBe(404);
});

test('an expired sign-in leads to the sign-in page, and from there back to the session', async ({ people }, info) => {
  const email = freshEmail('late', info.workerIndex);
  const { live: ama } = await people.host('Ama');
  const session = ama.page.url();
  await ama.page.goto('/sign-up');
  await ama.page.getByLabel('Email').fill(email);
  await ama.page.getByLabel('Password').fill(password);
  await ama.page.getByRole('button', { name: 'Make an account' }).click();
  await expect(ama.page.getByRole('region', { name: 'Your rooms' })).toBeVisible();

  const context = ama.page.context();
  const [cookie] = await context.cookies();
  await context.clearCookies();
  await context.addCookies([{ ...cookie!, value: 'a'.repeat(40) }]);
  await ama.page.goto(session);
  await expect(ama.page).toHaveURL(/\/sign-in\?next=/);
  await expect(ama.page.getByText('sign in as one of its members to see it')).toBeVisible();
  await signIn(ama.page, email, password);
  await expect(ama.page).toHaveURL(session);
  await ama.ready();
});

test('a second tab is the same person, and closing it takes nobody away', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  const tab = new LiveSessionPage(await jonas.page.context().newPage(), 'Jonas');
  await tab.page.goto(jonas.page.url());
  await tab.ready();
  await tab.add('note', 'From the second tab');
  await expect(ama.card('From the second tab')).toBeVisible();
  await expect(jonas.card('From the second tab')).toBeVisible();
  for (const page of [ama, jonas, tab]) {
    await expect(page.people).toHaveAccessibleName('People: Ama (here), Jonas (here)');
  }
  await tab.page.close();
  await ama.start();
  await expect(jonas.step).toHaveText('Arrive');
  await expect(ama.people).toHaveAccessibleName('People: Ama (here), Jonas (here)');
});

test('whoever leaves the room loses the open session at once, and cannot open it again', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  const session = jonas.page.url();
  const tab = await jonas.page.context().newPage();
  await tab.goto('/');
  await tab.getByRole('link', { name: /Ama’s room.*With Ama/ }).click();
  await tab.getByRole('button', { name: 'Leave the room' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Leave the room' }).click();
  await expect(tab.getByRole('region', { name: 'Your rooms' })).toBeVisible();

  await expect(jonas.badge).toHaveAccessibleName('Connection: No longer a member');
  // What can no longer be kept can no longer be written either.
  await expect(jonas.guide).toContainText('You are no longer a member of this room');
  await expect(jonas.tools).toBeHidden();
  await jonas.page.keyboard.press('g');
  await expect(jonas.writer).toBeHidden();
  await ama.add('note', 'Between us');
  await ama.saved();
  await expect(jonas.card('Between us')).toBeHidden();
  await expect(ama.people).toHaveAccessibleName('People: Ama (here)');
  const answer = await tab.goto(session);
  expect(answer?.status()).toBe(404);

  // What this browser kept of the room's boards goes with the last page that has one open.
  await jonas.page.close();
  const id = session.split('/').at(-1) ?? session;
  const kept = () => tab.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).join(' '));
  await expect.poll(kept).not.toContain(id);
});

test('names of any length and script are shown as what they are: text', async ({ people }) => {
  const script = '<script>document.title = "taken"</script><b>Bo</b>';
  const long = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(3).slice(0, 79) + 'x';
  const page = await people.browser();
  await page.goto('/');
  for (const name of ['   ', 'x'.repeat(81)]) {
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: 'Start a room' }).click();
    await expect(page.getByLabel('Your name')).toHaveAccessibleDescription('Give a name of 1 to 80 characters.');
  }

  const { live: host, link } = await people.host(script);
  const stranger = await people.browser();
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(`${script} invites you`);
  const names = ['مريم بنت يوسف', '👩🏽‍🚀 Zoë', long];
  const others = [];
  for (const name of names) others.push(await people.guest(name, link));
  for (const { page: view, people: faces } of [host, ...others]) {
    await faces.click();
    const list = view.getByRole('dialog', { name: 'People in this session' });
    for (const name of [script, ...names]) await expect(list.getByText(name, { exact: true })).toBeVisible();
    await expect(view).toHaveTitle(/Counterpoint$/);
  }
});

async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

/** The status with which a link that no longer works is answered, after a look at what it says. */
async function closedInvite(page: Page, link: string): Promise<number | undefined> {
  const answer = await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This invite no longer works');
  await expect(page.getByRole('main')).toContainText('Ask the person who sent it for a new link');
  return answer?.status();
}

function freshEmail(name: string, worker: number): string {
  return `${name}-${worker}-${Date.now()}@example.org`;
}
