import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { LiveSessionPage } from './live-session-page.ts';

/** Desktop unless a test says otherwise; motion only delays what a test waits for. */
const usual: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  reducedMotion: 'reduce',
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
};

/** People at one server, each with cookies, storage and a connection of their own. */
export class PeopleInBrowsers {
  readonly #browser: Browser;
  readonly #address: string;
  readonly #contexts: BrowserContext[] = [];
  /** What the pages did that no page should do, whatever a test is about. */
  readonly #faults: string[] = [];

  constructor(browser: Browser, address: string) {
    this.#browser = browser;
    this.#address = address;
  }

  /** A browser that has never been here, with an empty page. */
  async browser(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({ ...usual, baseURL: this.#address, ...options });
    // A click that cannot be made should fail by itself, and not by the end of the whole test.
    context.setDefaultTimeout(20_000);
    this.#contexts.push(context);
    context.on('weberror', (fault) => this.#faults.push(String(fault.error())));
    context.on('console', (message) => {
      if (message.type() === 'error' && message.text().includes('Content Security Policy')) {
        this.#faults.push(message.text());
      }
    });
    return context.newPage();
  }

  /** From the first page into a live session of a new room, with the invite link that is shown there. */
  async host(name: string, options?: BrowserContextOptions): Promise<{ live: LiveSessionPage; link: string }> {
    const page = await this.browser(options);
    await page.goto('/');
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: 'Start a room' }).click();
    const live = new LiveSessionPage(page, name);
    const link = await live.takeInviteLink();
    await live.ready();
    return { live, link };
  }

  /** By an invite link, with a name only, into the session that is live. `page` is a fresh browser when left out. */
  async guest(name: string, link: string, page?: Page): Promise<LiveSessionPage> {
    page ??= await this.browser();
    await page.goto(link);
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: 'Join' }).click();
    const live = new LiveSessionPage(page, name);
    await live.ready();
    return live;
  }

  /** Ama and Jonas in the live session of Ama's new room, before its start, both seen by both. */
  async pair(): Promise<{ ama: LiveSessionPage; jonas: LiveSessionPage; link: string }> {
    const { live: ama, link } = await this.host('Ama');
    const jonas = await this.guest('Jonas', link);
    await ama.sees('Jonas', 'here');
    await jonas.sees('Ama', 'here');
    return { ama, jonas, link };
  }

  /** The two of them before the start of a session of this format, in Ama's new room. */
  async pairIn(format: string): Promise<{ ama: LiveSessionPage; jonas: LiveSessionPage }> {
    const { live: ama } = await this.host('Ama');
    await ama.end();
    await ama.page.getByRole('link', { name: 'Ama’s room' }).click();
    await ama.page.getByLabel('Format', { exact: true }).selectOption(format);
    await ama.page.getByRole('button', { name: 'Start a session' }).click();
    const jonas = await this.guest('Jonas', await ama.takeInviteLink());
    await ama.ready();
    await ama.sees('Jonas', 'here');
    return { ama, jonas };
  }

  /** Closes all browsers. Fails when a page threw or broke its content security policy. */
  async leave(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    expect(this.#faults, 'pages threw nothing, and ran nothing foreign').toEqual([]);
  }
}
