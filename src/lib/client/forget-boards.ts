import { boardCopyPrefix } from './board-copy-name.ts';

/**
 * Deletes the copies of boards that this browser keeps, as on signing out of a shared computer. Where the browser
 * cannot list its databases or keeps none, there is nothing that this program could delete.
 */
export async function forgetBoards(): Promise<void> {
  if (typeof indexedDB === 'undefined' || typeof indexedDB.databases !== 'function') return;
  const databases = await indexedDB.databases().catch(() => []);
  const names = databases.flatMap(({ name }) => (name?.startsWith(boardCopyPrefix) ? [name] : []));
  await Promise.all(names.map(deleteDatabase));
}

/** Resolves also when the deletion waits for another tab to close the database: the browser then does it later. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    request.onblocked = () => resolve();
  });
}
