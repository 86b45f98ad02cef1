import { boardCopyPrefix, waitingKey } from './board-copy-name.ts';

/** A board's copy in this browser, looked at from outside, without the board's code. */
export interface KeptBoard {
  /** The database's name: see `boardCopyName`. */
  name: string;
  /** How many changes in it had not reached the server when it was last used. */
  waiting: number;
}

/** So many copies are asked about at once. */
export const keptSessionsLimit = 200;

/** The store in which y-indexeddb keeps values of its users. */
const valueStore = 'custom';

/**
 * All copies that this browser keeps, whoever they belong to. Where the browser cannot list its databases or keeps
 * none, there is nothing that this program could find.
 */
export async function keptBoards(): Promise<KeptBoard[]> {
  const names = await databaseNames();
  return Promise.all(names.map(async (name) => ({ name, waiting: (await readWaiting(name)) ?? 0 })));
}

/** One copy; null where there is none. */
export async function keptBoard(name: string): Promise<KeptBoard | null> {
  if (typeof indexedDB === 'undefined') return null;
  const waiting = await readWaiting(name);
  return waiting === null ? null : { name, waiting };
}

/** Resolves also when the deletion waits for another tab to close the database: the browser then does it later. */
export function deleteKeptBoard(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    request.onblocked = () => resolve();
  });
}

async function databaseNames(): Promise<string[]> {
  if (typeof indexedDB === 'undefined' || typeof indexedDB.databases !== 'function') return [];
  const databases = await indexedDB.databases().catch(() => []);
  return databases.flatMap(({ name }) => (name?.startsWith(boardCopyPrefix) ? [name] : []));
}

/** Null when there is no such database, or none that can be read: then its words cannot be sent either. */
async function readWaiting(name: string): Promise<number | null> {
  try {
    return await openAndRead(name);
  } catch {
    // Access to storage throws where it is blocked.
    return null;
  }
}

function openAndRead(name: string): Promise<number | null> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(name);
    // It did not exist: looking for it must not make it.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve(null);
    opening.onblocked = () => resolve(null);
    opening.onsuccess = () => {
      const database = opening.result;
      const answer = (waiting: number | null): void => {
        database.close();
        resolve(waiting);
      };
      if (!database.objectStoreNames.contains(valueStore)) {
        answer(0);
        return;
      }
      const reading = database.transaction(valueStore).objectStore(valueStore).get(waitingKey);
      reading.onsuccess = () => {
        const stored: unknown = reading.result;
        answer(typeof stored === 'number' && stored > 0 ? stored : 0);
      };
      reading.onerror = () => answer(null);
    };
  });
}
