/** The board as a text: everything that the canvas can do, on a phone, by keyboard and by ear. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/counterpoint-test.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { tabTo } from '../support/tab-to.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test('one writes on the canvas, the other in the outline on a phone: it is one board', async ({ people }) => {
  test.setTimeout(120_000);
  const { live: ama, link } = await people.host('Ama');
  const page = await people.browser(phone);
  await page.goto(link);
  await page.getByLabel('Your name').fill('Jonas');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('button', { name: 'Board', exact: true }).tap();
  const jonas = new OutlinePage(page);
  // Nobody chose: a narrow phone opens with the outline.
  await expect(jonas.head).toBeVisible();

  await jonas.add('Goal', 'Goal, Ama', 'Speak last');
  await jonas.add('Action', 'Will, Ama', 'Send the agenda');
  await expect(ama.card('Goal Speak last')).toBeVisible();
  await expect(ama.card(/^Action Send the agenda/)).toBeVisible();

  await jonas
    .card('Action: Send the agenda')
    .getByRole('button', { name: /^Details/ })
    .tap();
  await page.getByLabel('Whose').selectOption('Jonas');
  await page.getByLabel('By when').fill('2031-05-16');
  await page.getByLabel('By when').blur();
  const chooser = page.getByRole('combobox', { name: 'Link to another card' });
  await chooser.fill('last');
  await chooser.press('Enter');
  await expect(jonas.card(/^Action/).getByRole('button', { name: 'Leads to the goal “Speak last”' })).toBeVisible();
  await page.getByLabel('Zone').focus();
  await page.getByLabel('Zone').selectOption('Options, Ama');
  await expect(jonas.card('Action: Send the agenda, Jonas, by 16 May 2031')).toBeVisible();
  await expect(page.getByLabel('Zone')).toBeFocused();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Done' }).tap();
  await expect(jonas.card(/^Action/)).toBeFocused();
  const seen = await ama.details('Send the agenda');
  await expect(seen.getByLabel('By when')).toHaveValue('2031-05-16');
  await expect(seen.getByRole('button', { name: 'Remove the link to Speak last' })).toBeVisible();
  await ama.closeDetails();

  // What Ama does is told, and the card she takes away leaves the focus next to where it was.
  await jonas.card(/^Goal/).focus();
  await ama.select('Speak last');
  await ama.page.keyboard.press('Delete');
  await expect(jonas.card(/^Goal/)).toBeHidden();
  await expect(jonas.card(/^Action/)).toBeFocused();
  await expect(jonas.news).toContainText('Ama deleted the goal “Speak last”');

  await page.keyboard.press('Delete');
  await expect(ama.card(/^Action Send the agenda/)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).tap();
  await expect(ama.card(/^Action Send the agenda/)).toBeVisible();
});

test('without a mouse: the first stop of the page is the outline, and a goal and a promise are written in it', async ({
  people,
}) => {
  test.setTimeout(120_000);
  const { live: ama } = await people.host('Ama');
  const { page } = ama;
  const { keyboard } = page;
  await page.reload();
  await ama.ready();
  await keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Use the outline of the board' })).toBeFocused();
  await keyboard.press('Enter');
  const outline = new OutlinePage(page);
  await expect(outline.head).toBeFocused();

  await page.getByRole('button', { name: 'Add Goal to Goal, Ama' }).focus();
  await keyboard.press('Enter');
  await outline.write('Sleep before midnight');
  await expect(outline.card('Goal: Sleep before midnight')).toBeFocused();
  await keyboard.press('a');
  await outline.write('Phone out of the bedroom');
  const action = outline.card(/^Action: Phone out of the bedroom/);
  await expect(action).toBeFocused();
  await keyboard.press('l');
  await expect(page.getByRole('combobox', { name: 'Link to another card' })).toBeFocused();
  await keyboard.type('sleep');
  await keyboard.press('Enter');
  await keyboard.press('Shift+Tab');
  await expect(page.locator(':focus')).toHaveAccessibleName('Words on the link to goal: Sleep before midnight');
  await keyboard.type('makes room for');
  await keyboard.press('Enter');
  await expect(page.getByText('The link says “makes room for”')).toBeAttached();
  await keyboard.press('Escape');
  await expect(action).toBeFocused();
  await expect(action.getByRole('button', { name: 'Sleep before midnight”: makes room for' })).toBeVisible();
  await keyboard.press('Shift+ArrowRight');
  await expect(page.getByText('Moved to Reality, Ama')).toBeAttached();
  await expect(action).toBeFocused();
  await keyboard.press('ArrowUp');
  const goal = outline.card(/^Goal: Sleep before midnight/);
  await expect(goal).toBeFocused();
  await keyboard.press('e');
  await tabTo(page, '7');
  await keyboard.press('Enter');
  await tabTo(page, 'Aimed at');
  await keyboard.type('05052031');
  await expect(goal).toHaveAccessibleName('Goal: Sleep before midnight, 7 of 10 now, by 5 May 2031');
  await tabTo(page, 'Question');
  await keyboard.press('Enter');
  await expect(outline.card('Question: Sleep before midnight')).toBeVisible();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Enter');
  await expect(goal).toHaveAccessibleName(/7 of 10 now/);
  await keyboard.press('Escape');
  await expect(goal).toBeFocused();
  await keyboard.press('Delete');
  await expect(action).toBeFocused();
  await keyboard.press('Control+z');
  await expect(outline.card(/^Goal/)).toBeVisible();
  await expect(action).toBeFocused();
  await expectAccessible(page);

  await keyboard.press('o');
  await expect(ama.card(/^Action Phone out/)).toBeFocused();
  await page.reload();
  await expect(ama.canvas).toBeVisible();
});

test('a question in the outline is thought about in silence, with one key to end it', async ({ people }) => {
  const { ama, jonas } = await people.pair();
  await ama.start();
  const outline = new OutlinePage(jonas.page);
  await jonas.page.keyboard.press('o');
  await expect(outline.head).toBeVisible();
  await jonas.page.getByRole('button', { name: 'Add Question to Goal, Ama' }).click();
  await outline.write('Who would notice?');
  await jonas.page.keyboard.press('e');
  await jonas.page.getByRole('button', { name: 'Think about it in silence' }).press('Enter');
  await jonas.page
    .getByRole('dialog', { name: 'Think in silence' })
    .getByRole('button', { name: 'Begin' })
    .press('Enter');
  for (const person of [ama, jonas]) {
    await expect(person.page.getByRole('dialog', { name: 'Time to think' })).toContainText('Who would notice?');
  }
  await ama.page.keyboard.press('Escape');
  for (const person of [ama, jonas]) await expect(person.page.getByRole('dialog')).toBeHidden();
  await expect(jonas.page.getByRole('button', { name: 'Think about it in silence' })).toBeFocused();
});

/** The outline by the names that a screen reader would say. */
class OutlinePage {
  readonly page: Page;
  readonly head;
  readonly news;

  constructor(page: Page) {
    this.page = page;
    this.head = page.getByRole('heading', { name: 'Outline', level: 2 });
    this.news = page.locator('[data-news]');
  }

  card(name: string | RegExp) {
    return this.page.getByRole('article', { name });
  }

  async add(kind: string, zone: string, text: string): Promise<void> {
    await this.page.getByRole('button', { name: `Add ${kind} to ${zone}` }).tap();
    await this.write(text);
  }

  async write(text: string): Promise<void> {
    const writer = this.page.getByRole('textbox', { name: 'Text of the card' });
    await expect(writer).toBeFocused();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Escape');
    await expect(writer).toBeHidden();
  }
}
