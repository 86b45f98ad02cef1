import { expect, type Locator, type Page } from '@playwright/test';
import type { CardKind } from '#lib/domain/board/card.ts';

const kindNames: Readonly<Record<CardKind, string>> = {
  goal: 'Goal',
  question: 'Question',
  action: 'Action',
  note: 'Note',
};

/** The page of a live session as one person sees and uses it, by the names that a screen reader would say. */
export class LiveSessionPage {
  readonly page: Page;
  /** Who sits in front of it. */
  readonly name: string;
  readonly badge: Locator;
  readonly people: Locator;
  readonly guide: Locator;
  readonly step: Locator;
  /** Where in the session one is, such as "Part 2 of 6", and the step. */
  readonly place: Locator;
  readonly clock: Locator;
  readonly canvas: Locator;
  readonly tools: Locator;
  readonly writer: Locator;

  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
    this.badge = page.getByRole('button', { name: /^Connection: / });
    this.people = page.getByRole('button', { name: /^People: / });
    this.guide = page.getByRole('region', { name: 'Guide' });
    this.step = this.guide.getByRole('heading', { level: 1 });
    this.place = this.guide.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) });
    this.clock = this.guide.getByRole('timer');
    this.canvas = page.getByRole('application', { name: /^Canvas/ });
    this.tools = page.getByRole('toolbar', { name: 'Add to the board' });
    this.writer = page.getByRole('textbox', { name: 'Text of the card' });
  }

  /** The link in the invite dialog, which is then closed. */
  async takeInviteLink(): Promise<string> {
    const dialog = this.page.getByRole('dialog', { name: 'Invite your peer' });
    const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
    return link;
  }

  /** The board can be written on, and both connections stand. */
  async ready(): Promise<void> {
    await expect(this.canvas).toBeVisible();
    await expect(this.tool('Goal')).toBeEnabled();
    await this.saved();
  }

  /** The badge says that everything written is on the server's disk. */
  async saved(): Promise<void> {
    await expect(this.badge).toHaveAccessibleName('Connection: Saved', { timeout: 20_000 });
  }

  async sees(name: string, presence: 'here' | 'not here' | 'reconnecting'): Promise<void> {
    await expect(this.people).toHaveAccessibleName(new RegExp(`\\b${name} \\(${presence}\\)`));
  }

  /** One of the controls that lead the session: Start, Next, Back, Pause, Resume, +1 minute, End. */
  lead(name: string): Locator {
    return this.guide.getByRole('button', { name, exact: true });
  }

  /** Starts the session, also alone and before anybody has agreed with the format, which is asked once. */
  async start(): Promise<void> {
    await this.lead('Start').click();
    await this.page
      .getByRole('dialog', { name: /^Start / })
      .getByRole('button', { name: 'Start now' })
      .click();
  }

  /** Asks to go on, and the other agrees; both are at the next step then. */
  async goOnWith(other: LiveSessionPage): Promise<void> {
    const places = [this.place, other.place];
    const before = await Promise.all(places.map((place) => place.innerText()));
    // By key: the second of two quick clicks on one spot counts as a double-click, which is no second wish.
    await this.lead('Next').press('Enter');
    await other.lead('Go on').click();
    // A new step takes the focus: the next key must not come before it.
    for (const [nth, place] of places.entries()) {
      await expect(place).not.toHaveText(before[nth] ?? '', { useInnerText: true });
    }
  }

  /** A card by some of the words that name it: its kind or label, then its text. */
  card(words: string | RegExp): Locator {
    return this.canvas.getByRole('group', { name: words });
  }

  tool(name: string): Locator {
    return this.tools.getByRole('button', { name, exact: true });
  }

  /** One of the things that can be done with the selected card: Write, Colour, Link to another card, Details, Delete. */
  withCard(name: string): Locator {
    return this.page.getByRole('toolbar', { name: 'Card' }).getByRole('button', { name, exact: true });
  }

  /** Opens a new card by its button and writes in it. */
  async add(kind: CardKind, text: string): Promise<void> {
    await this.tool(kindNames[kind]).click();
    await this.write(text);
  }

  /** Writes in the card whose text is open, and leaves it. */
  async write(text: string): Promise<void> {
    await expect(this.writer).toBeFocused();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Escape');
    await expect(this.writer).toBeHidden();
    await expect(this.card(text)).toBeVisible();
  }

  /** Selects a card, by its heading: the rest of it may hold links and buttons. */
  async select(words: string | RegExp): Promise<void> {
    await this.card(words).click({ position: { x: 12, y: 8 } });
    await expect(this.withCard('Details')).toBeVisible();
  }

  /** Opens everything that a card holds besides its text. */
  async details(words: string | RegExp): Promise<Locator> {
    await this.select(words);
    await this.withCard('Details').click();
    const details = this.page
      .getByRole('dialog')
      .filter({ has: this.page.getByRole('button', { name: 'Close details' }) });
    await expect(details).toBeVisible();
    return details;
  }

  async closeDetails(): Promise<void> {
    await this.page.getByRole('button', { name: 'Close details' }).click();
  }

  /** Brings the whole board into sight: people with windows of one size then see each thing at the same place. */
  async fit(): Promise<void> {
    await this.page.getByRole('button', { name: 'Fit', exact: true }).click();
  }

  /** Where something is on the screen, in pixels. */
  async boxOf(thing: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await thing.boundingBox();
    if (box === null) throw new Error('It is not to be seen.');
    return box;
  }

  /** Pulls with the mouse from one place on the screen to another, as a hand does. */
  async drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await this.page.mouse.move(to.x, to.y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Ends the session for everybody, and says so in the dialog that asks. */
  async end(): Promise<void> {
    await this.guide.getByRole('button', { name: /^End/ }).first().click();
    await this.page
      .getByRole('dialog', { name: 'End this session?' })
      .getByRole('button', { name: 'End session' })
      .click();
  }

  /** The same, and on past the closing page to the review. */
  async endAndReview(): Promise<void> {
    await this.end();
    await this.page.getByRole('link', { name: 'Open the review' }).click();
    await expect(this.page.getByRole('heading', { name: /^Session \d+$/, level: 1 })).toBeVisible();
  }

  /** What the clock shows, in seconds that are left; negative past the planned time. */
  async secondsLeft(): Promise<number> {
    const words = (await this.clock.getAttribute('aria-label')) ?? '';
    const number = (unit: string): number => Number(new RegExp(`(\\d+) ${unit}s?`).exec(words)?.[1] ?? 0);
    const seconds = number('minute') * 60 + number('second');
    return words.includes('over time') ? -seconds : seconds;
  }
}
