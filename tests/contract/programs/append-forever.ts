/** Appends to a board until it is killed, and says after each append how many it has been told are stored. */
import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { openStore } from '../../../server/store/open-store.ts';
import { addRoom, addSession, noon } from '../suites/store-fixture.ts';

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('Name the data folder.');
const store = await openStore({ dataDir, databaseUrl: null, log: pino({ level: 'silent' }) });
await addRoom(store, 'room', 'ama');
await addSession(store, 'first', 'room', 'ama');
for (let stored = 0; ; stored += 2) {
  const update = new Uint8Array(Uint32Array.of(stored).buffer);
  const next = new Uint8Array(Uint32Array.of(stored + 1).buffer);
  await store.boards.append(
    [update, next].map((bytes) => ({ session: 'first', author: 'ama', at: noon, update: bytes })),
  );
  writeSync(1, `${stored + 2}\n`);
}
