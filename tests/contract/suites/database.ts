import { test } from 'vitest';
import type { Store } from '../../../server/store/ports/store.ts';

/** A database of its own for one test, empty but for the tables. */
interface TestDatabase {
  /** Opens it; each time it is asked, once more. */
  open(): Promise<Store>;
  remove(): Promise<void>;
}

/** What a suite needs of an engine. */
export interface TestEngine {
  name: 'SQLite' | 'PostgreSQL';
  createDatabase(): Promise<TestDatabase>;
}

interface StoreContext {
  engine: TestEngine['name'];
  store: Store;
  /** Opens the same database once more. */
  reopen: () => Promise<Store>;
}

/** Like vitest's `test`, with an open store on a fresh database. */
export type StoreTest = (name: string, body: (context: StoreContext) => Promise<void>) => void;

export function storeTest(engine: TestEngine): StoreTest {
  return (name, body) => {
    test(name, async () => {
      const database = await engine.createDatabase();
      const opened: Store[] = [];
      const reopen = async (): Promise<Store> => {
        const store = await database.open();
        opened.push(store);
        return store;
      };
      try {
        await body({ engine: engine.name, store: await reopen(), reopen });
      } finally {
        await Promise.allSettled(opened.map((store) => store.close()));
        await database.remove();
      }
    });
  };
}
