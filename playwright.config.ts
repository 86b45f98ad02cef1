import { defineConfig } from '@playwright/test';

/** `npm test` finds a Chromium and names it here; without one, Playwright's own is used. */
const executablePath = process.env['CHROMIUM_PATH'];
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  // Each worker has a server of its own (tests/support/counterpoint-test.ts).
  fullyParallel: false,
  workers: 2,
  // Once more on a machine that is too busy to keep up; the run names every test that needed it as flaky.
  retries: process.env['CI'] ? 1 : 0,
  // Two browsers and a server share what may be a small, busy machine; a test that hangs still ends.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: {
    browserName: 'chromium',
    headless: true,
    // Traces cost a quarter of the time. For one: `npx playwright test --trace on -g "part of a name"`.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-dev-shm-usage',
        ...(isRoot ? ['--no-sandbox'] : []),
      ],
    },
  },
});
