import type { CDPSession, Page } from '@playwright/test';

interface Place {
  x: number;
  y: number;
}

/** One finger on the glass, as the browser hears it from a touch screen. */
export class Finger {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async on(page: Page): Promise<Finger> {
    return new Finger(await page.context().newCDPSession(page));
  }

  async down(at: Place): Promise<void> {
    await this.#touch('touchStart', [at]);
  }

  async move(from: Place, to: Place): Promise<void> {
    const steps = 6;
    for (let step = 1; step <= steps; step += 1) {
      const share = step / steps;
      await this.#touch('touchMove', [{ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }]);
    }
  }

  async up(): Promise<void> {
    await this.#touch('touchEnd', []);
  }

  async drag(from: Place, to: Place): Promise<void> {
    await this.down(from);
    await this.move(from, to);
    await this.up();
  }

  async #touch(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Place[]): Promise<void> {
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}
