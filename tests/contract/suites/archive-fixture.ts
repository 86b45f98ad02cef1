/** Boards with a log, and what compacting would make of it. */
import type { Compaction, StoredEntry } from '../../../server/store/ports/archive-port.ts';
import type { Store } from '../../../server/store/ports/store.ts';
import { addRoom, addSession, noon } from './store-fixture.ts';

export const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

/** A board with the seed and three entries of ama's, as `readTail` shows them. */
export async function addBoard(store: Store, id = 'first'): Promise<StoredEntry[]> {
  await addRoom(store, `room-of-${id}`, 'ama');
  await addSession(store, id, `room-of-${id}`, 'ama');
  await store.boards.append([1, 2, 3].map((value) => ({ session: id, author: 'ama', at: noon, update: bytes(value) })));
  return (await store.archive.readTail(id, 100)).entries;
}

export function compactionOf(entries: readonly StoredEntry[], more: Partial<Compaction> = {}): Compaction {
  const [from, through] = [entries[0]!.seq, entries.at(-1)!.seq];
  return {
    after: null,
    covered: entries.map(({ seq }) => seq),
    at: noon + 5,
    checkpoint: bytes(9),
    plan: bytes(4),
    segments: [{ fromSeq: from, toSeq: through, fromAt: noon, toAt: noon + 1, author: 'ama', bytes: bytes(7, 7) }],
    states: [{ through, at: noon + 1, bytes: bytes(8) }],
    quarantined: [],
    ...more,
  };
}
