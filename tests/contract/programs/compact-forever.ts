/**
 * Appends to three boards, compacts them and removes what is covered, all at once, until it is killed. Says after each append
 * how many entries of each board are stored. Entries are numbered from 1; a checkpoint says up to which it goes.
 */
import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { openStore } from '../../../server/store/open-store.ts';
import { compactionOf } from '../suites/archive-fixture.ts';
import { addRoom, addSession, noon } from '../suites/store-fixture.ts';

const [dataDir, from] = process.argv.slice(2);
if (dataDir === undefined || from === undefined) throw new Error('Name the data folder, and how many are stored.');
const store = await openStore({ dataDir, databaseUrl: null, log: pino({ level: 'silent' }) });
const boards = ['a', 'b', 'c'];
const numbered = (number: number): Uint8Array => new Uint8Array(Uint32Array.of(number).buffer);
if (from === '0') {
  for (const session of boards) {
    await addRoom(store, `room-${session}`, 'ama');
    await addSession(store, session, `room-${session}`, 'ama');
  }
}

async function compactAll(): Promise<void> {
  for (const session of boards) {
    const { checkpoint, entries } = await store.archive.readTail(session, 4_000);
    const last = entries.at(-1);
    if (last === undefined) continue;
    const compaction = compactionOf(entries, { after: checkpoint?.through ?? null, checkpoint: last.update });
    await store.archive.compact(session, { ...compaction, states: [] });
  }
}

let removing = Promise.resolve(0);
for (let stored = Number(from); ; stored += 500) {
  await store.boards.append(
    Array.from({ length: 1_500 }, (_, nth) => ({
      session: boards[nth % 3] ?? 'a',
      author: 'ama',
      at: noon,
      update: numbered(stored + Math.floor(nth / 3) + 1),
    })),
  );
  writeSync(1, `${stored + 500}\n`);
  if (stored % 4_000 === 3_500) {
    await compactAll();
    await removing;
    removing = store.archive.removeCovered(() => Promise.resolve(true));
  }
}
