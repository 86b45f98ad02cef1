/** For everybody: with a screen reader, without a mouse, on a phone, in the dark. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { LiveSessionPage } from '../support/live-session-page.ts';
import type { PeopleInBrowsers } from '../support/people-in-browsers.ts';
import { tabTo } from '../support/tab-to.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test('pages for those who are not signed in hold every rule of accessibility, in light and in dark', async ({
  people,
}) => {
  const page = await people.browser();
  for (const path of ['/', '/sign-in', '/sign-up', '/join/made-up', '/no-such-page']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});

test('the live session holds every rule of accessibility: before the start, with dialogs, under way', async ({
  people,
}) => {
  test.setTimeout(120_000);
  const { ama, jonas } = await people.pair();
  await expectAccessible(ama.page);
  await ama.page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(ama.page.getByRole('dialog').getByRole('textbox', { name: 'Invite link' })).toBeVisible();
  await expectAccessible(ama.page);
  await ama.page.keyboard.press('Escape');

  await jonas.add('goal', 'Speak last');
  await jonas.add('action', 'Send the agenda');
  const tick = jonas.card('Send the agenda').getByRole('button', { name: 'Done' }).locator('svg');
  await jonas.page.emulateMedia({ forcedColors: 'active' });
  await expect(tick, 'an open action does not look done in the colours of the system').toBeHidden();
  await jonas.page.emulateMedia({ forcedColors: 'none' });
  await ama.start();
  for (const title of ['Last promises', 'Goal']) {
    await ama.goOnWith(jonas);
    await expect(jonas.step).toHaveText(title);
  }
  await ama.page.setViewportSize({ width: 720, height: 450 });
  await expect(ama.lead('Next'), 'at a zoom of 200% the way on stays in sight').toBeInViewport({ ratio: 1 });
  await ama.page.setViewportSize({ width: 1440, height: 900 });
  await jonas.card('Speak last').dblclick();
  await ama.fit();
  await ama.details('Send the agenda');
  await expectAccessible(ama.page);
  await ama.closeDetails();
  for (const opener of ['All commands', 'Keys']) {
    await ama.page.getByRole('button', { name: opener, exact: true }).click();
    await expect(ama.page.getByRole('dialog')).toBeVisible();
    await expectAccessible(ama.page);
    await ama.page.keyboard.press('Escape');
  }
  await ama.page.getByRole('button', { name: 'Take away', exact: true }).click();
  await expect(ama.page.getByRole('menu')).toBeVisible();
  await expectAccessible(ama.page);
  await ama.page.keyboard.press('Escape');
  await ama.page.setViewportSize(phone.viewport);
  await ama.page.getByRole('button', { name: 'Board', exact: true }).click();
  await expectAccessible(ama.page);
  await ama.page.getByRole('button', { name: 'Outline' }).click();
  await expect(ama.page.getByRole('article', { name: /^Action: Send the agenda/ })).toBeVisible();
  await expectAccessible(ama.page);
  await ama.page.setViewportSize({ width: 1440, height: 900 });
  await ama.people.click();
  await expectAccessible(ama.page);
});

test('home, room, account, closing page, reflections, review and invite hold every rule of accessibility, in light and in dark', async ({
  people,
}) => {
  test.setTimeout(120_000);
  const { live: ama, link } = await withPast(people);
  const room = ama.page.getByRole('link', { name: 'Ama’s room' });
  await expect(ama.card('Send the agenda')).toBeVisible();
  await expectAccessible(ama.page);
  await ama.page.getByRole('button', { name: 'Outline' }).click();
  await expect(ama.page.getByRole('article', { name: /^Action: Send the agenda/ })).toBeVisible();
  await expectAccessible(ama.page);
  await ama.page.getByRole('link', { name: 'Closing page' }).click();
  await expect(ama.page.getByRole('region', { name: 'For yourself' })).toBeVisible();
  await expectAccessible(ama.page);
  await room.click();
  await expect(ama.page.getByRole('region', { name: 'Past sessions' })).toBeVisible();
  await expectAccessible(ama.page);
  await ama.page.goto('/');
  await expect(ama.page.getByRole('region', { name: 'What you promised' })).toContainText('Send the agenda');
  await expectAccessible(ama.page);
  await ama.page.goto('/reflections');
  await expectAccessible(ama.page);
  await ama.page.goto('/account');
  await expectAccessible(ama.page);
  const stranger = await people.browser();
  await stranger.goto(link);
  await expectAccessible(stranger);
});

test('without a mouse: from the first page to a written card and the next step', async ({ people }) => {
  const page = await people.browser();
  const { keyboard } = page;
  await page.goto('/');
  await tabTo(page, 'Your name');
  await keyboard.type('Ama');
  await keyboard.press('Enter');
  const ama = new LiveSessionPage(page, 'Ama');
  const dialog = page.getByRole('dialog', { name: 'Invite your peer' });
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await tabTo(page, 'Copy link');
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await ama.ready();

  await tabTo(page, /^Canvas/);
  await keyboard.press('n');
  await ama.write('Written without a mouse');
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('e');
  await tabTo(page, 'Goal');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await expect(ama.card(/^Goal Written without a mouse/)).toBeFocused();
  await keyboard.press('e');
  await tabTo(page, '7');
  await keyboard.press('Enter');
  await tabTo(page, 'Aimed at');
  // The fifth of the fifth: day and month are the same in every order of the browser's field.
  await keyboard.type('05052031');
  await expect(page.getByText('Aimed at 5 May 2031')).toBeVisible();
  await expect(page.getByRole('slider', { name: 'How far, from 0 to 10' })).toHaveValue('7');
  await tabTo(page, 'Violet');
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Violet' })).toHaveAttribute('aria-pressed', 'true');
  await keyboard.press('Escape');
  await expect(ama.card('Written without a mouse')).toBeFocused();

  // On the slider of a card the arrow keys are its own; what is pressed with Ctrl still means the board.
  await tabTo(page, 'How far, from 0 to 10');
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('slider', { name: 'How far, from 0 to 10' })).toHaveValue('8');
  await keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await keyboard.press('Escape');

  await tabTo(page, 'Start');
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Start alone?' })).toBeVisible();
  await tabTo(page, 'Start now');
  await keyboard.press('Enter');
  await expect(ama.step).toHaveText('Arrive');
  await tabTo(page, 'Next');
  await keyboard.press('Enter');
  await expect(ama.step).toHaveText('Last promises');
});

test('on a phone nothing scrolls sideways, and the clock and the way on are in sight', async ({ people }) => {
  test.setTimeout(90_000);
  const stranger = await people.browser(phone);
  for (const path of ['/', '/sign-in', '/sign-up', '/join/made-up', '/no-such-page']) {
    await stranger.goto(path);
    await expectNoSideways(stranger);
  }
  const { live: ama, link } = await withPast(people);
  await stranger.goto(link);
  await expectNoSideways(stranger);
  await stranger.getByLabel('Your name').fill('Jonas, whose name is a little longer than most');
  await stranger.getByRole('button', { name: 'Join' }).click();
  await expect(stranger.getByRole('region', { name: 'Past sessions' })).toBeVisible();
  await expectNoSideways(stranger);
  await stranger.getByRole('link', { name: /Session 1, Peer GROW/ }).click();
  await expect(stranger.getByRole('region', { name: 'Actions' })).toContainText('Send the agenda');
  await expectNoSideways(stranger);
  for (const path of ['/', '/account']) {
    await stranger.goto(path);
    await expectNoSideways(stranger);
  }

  await ama.page.getByRole('link', { name: 'Ama’s room' }).click();
  await ama.page.getByRole('button', { name: 'Start a session' }).click();
  await ama.ready();
  await stranger.goto(ama.page.url());
  await expectNoSideways(stranger);
  await ama.start();
  const next = stranger.getByRole('button', { name: 'Next', exact: true }).filter({ visible: true });
  for (const view of ['Board', 'Guide']) {
    await expect(next.first()).toBeInViewport({ ratio: 1 });
    await expect(stranger.getByRole('heading', { level: 1 })).toContainText('Arrive');
    await expect(stranger.getByRole('timer').filter({ visible: true }).first()).toBeInViewport({ ratio: 1 });
    await expectNoSideways(stranger);
    const toggle = stranger.getByRole('button', { name: view, exact: true });
    if (await toggle.isVisible()) await toggle.click();
  }
  await next.first().click();
  await ama.lead('Go on').click();
  await expect(ama.step).toHaveText('Last promises');
});

/** Ama, on the review of a session that has ended, and the link into the room. */
async function withPast(people: PeopleInBrowsers): Promise<{ live: LiveSessionPage; link: string }> {
  const { live, link } = await people.host('Ama');
  await live.add('goal', 'Speak last');
  await live.add('action', 'Send the agenda');
  const details = await live.details('Send the agenda');
  await details.getByLabel('Whose').selectOption('Ama');
  await details.getByLabel('By when').fill('2031-05-16');
  await live.closeDetails();
  await live.saved();
  await live.start();
  await live.endAndReview();
  return { live, link };
}

/** Nothing is wider than the window, and no control or heading is cut off at its side; a board is larger by nature. */
async function expectNoSideways(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible();
  const { content, window, cut } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const controls = [...document.querySelectorAll('a, button, input, select, h1, h2, p')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const isSeen = width > 1 && element.checkVisibility({ visibilityProperty: true });
      return isSeen && element.closest('[role=application]') === null && (left < -1 || right > clientWidth + 1);
    });
    return { content: scrollWidth, window: clientWidth, cut: controls.map(({ outerHTML }) => outerHTML.slice(0, 200)) };
  });
  expect.soft(content, `${page.url()} is as wide as the window`).toBeLessThanOrEqual(window);
  expect.soft(cut, `${page.url()} has nothing cut off at the side`).toEqual([]);
}
