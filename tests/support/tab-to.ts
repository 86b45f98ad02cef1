import { expect, type Page } from '@playwright/test';

/** Presses Tab until something with this name has the focus. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const focused = page.locator(':focus');
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if ((await focused.count()) === 0) continue;
    try {
      await expect(focused).toHaveAccessibleName(name, { timeout: 1 });
      return;
    } catch {
      // Not this one: on to the next.
    }
  }
  throw new Error(`Tab does not come to ${String(name)}.`);
}
