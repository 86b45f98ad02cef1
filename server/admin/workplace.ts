/** The same store and services as the server's, for one command. */
import { compose, type Composition } from '../compose.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/ports/store.ts';

export interface Workplace {
  config: Config;
  log: Log;
}

/** Opens the store, does the work, and closes in the right order whatever happened. */
export async function withServices<T>(
  { config, log }: Workplace,
  work: (services: Composition, store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, log });
  const services = compose({ config, store, log, clock: () => Date.now(), here: () => [] });
  try {
    return await work(services, store);
  } finally {
    await services.boards.drain();
    services.outcomes.close();
    await services.outcomes.settle();
    await store.close();
  }
}
