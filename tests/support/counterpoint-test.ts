/** Playwright's `test` with a real server for each worker, and people who each have a browser of their own. */
import { test as base } from '@playwright/test';
import { startCounterpoint, type CounterpointServer } from './counterpoint-server.ts';
import { PeopleInBrowsers } from './people-in-browsers.ts';

export { expect } from '@playwright/test';

interface TestParts {
  people: PeopleInBrowsers;
}

interface WorkerParts {
  /** Shared by the tests of a worker: what it holds besides one's own rooms is not known. */
  server: CounterpointServer;
}

export const test = base.extend<TestParts, WorkerParts>({
  server: [
    // Playwright reads from the first argument what a fixture needs, and wants it destructured.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startCounterpoint();
      await use(server);
      await server.stop();
      await server.clean();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ server }, use) => {
    await use(server.address);
  },
  people: async ({ browser, server }, use) => {
    const people = new PeopleInBrowsers(browser, server.address);
    await use(people);
    await people.leave();
  },
});
