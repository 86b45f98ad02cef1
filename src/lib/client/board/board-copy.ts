import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import { boardCopyName, boardCopyPrefix, waitingKey } from './board-copy-name.ts';

/** The board's copy on this device. */
export interface BoardCopy {
  /** Everything that was kept is in the document. */
  readonly loaded: Promise<void>;
  /** The origin of transactions that come out of the copy. */
  readonly origin: unknown;
  /** Settles when everything that is in the document by now is on this device's disk; rejects when it cannot be. */
  written(): Promise<void>;
  /** How many changes had not reached the server when the copy was last used. */
  readWaiting(): Promise<number>;
  writeWaiting(count: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the copy kept in IndexedDB, one for each person, so that what one wrote offline is never sent in another's
 * name. Returns null where the browser keeps nothing (private windows, blocked storage): the board then works without.
 */
export async function openBoardCopy(session: string, user: string, doc: Y.Doc): Promise<BoardCopy | null> {
  if (!(await storageWorks())) return null;
  const kept = new IndexeddbPersistence(boardCopyName(session, user), doc);
  return {
    loaded: kept.whenSynced.then(() => undefined),
    origin: kept,
    async written() {
      await kept.whenSynced;
      await transactionsBefore(kept);
    },
    async readWaiting() {
      const stored: unknown = await kept.get(waitingKey);
      return typeof stored === 'number' && stored > 0 ? stored : 0;
    },
    async writeWaiting(count) {
      await kept.set(waitingKey, count);
    },
    close: () => kept.destroy(),
  };
}

/**
 * y-indexeddb does not say when a change is stored. Transactions on one store come to their end in the order in which
 * they were begun, so the end of an empty one tells the end of all before it.
 */
function transactionsBefore(kept: IndexeddbPersistence): Promise<void> {
  return new Promise((resolve, reject) => {
    const { db } = kept;
    if (db === null) return reject(new Error('the copy of the board is closed'));
    const last = db.transaction('updates', 'readonly');
    last.oncomplete = () => resolve();
    last.onabort = () => reject(last.error ?? new Error('the copy of the board could not be written'));
    last.objectStore('updates').count();
  });
}

/** y-indexeddb does not survive a database that cannot be opened, so a small one is tried first. */
function storageWorks(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(`${boardCopyPrefix}probe`);
      request.onerror = () => resolve(false);
      request.onblocked = () => resolve(false);
      request.onsuccess = () => {
        request.result.close();
        resolve(true);
      };
    } catch {
      // No `indexedDB` at all, or access to it throws: the same as storage that does not work.
      resolve(false);
    }
  });
}
