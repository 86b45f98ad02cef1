/** The log of boards in a SQLite file through any history: written to, made short, cleared away, opened again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openStore } from '../../server/store/open-store.ts';
import { propertyRun } from '../support/property-seed.ts';
import { compactionOf } from './suites/archive-fixture.ts';
import { addRoom, addSession, noon } from './suites/store-fixture.ts';

const boards = ['a', 'b', 'c'];

/** Entries of a board are numbered from 1; a checkpoint says up to which it goes. */
const numbered = (number: number): Uint8Array => new Uint8Array(Uint32Array.of(number).buffer);
const numberOf = (update: Uint8Array): number => Buffer.from(update).readUInt32LE();

const board = fc.constantFrom(...boards);
const step = fc.oneof(
  // Every 4,000 entries the places of the newest are noted.
  fc.record({ type: fc.constant('write'), entries: fc.integer({ min: 1, max: 3_000 }), lean: fc.nat(2) }),
  fc.record({ type: fc.constant('write'), entries: fc.integer({ min: 1, max: 3_000 }), lean: fc.nat(2) }),
  fc.record({ type: fc.constant('compact'), board, entries: fc.integer({ min: 1, max: 2_000 }) }),
  fc.record({ type: fc.constant('remove'), parts: fc.nat(3) }),
  fc.record({ type: fc.constant('open again') }),
);

test('whatever is done in whatever order, each board has all of its own entries once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'counterpoint-history-'));
      const open = () => openStore({ dataDir, databaseUrl: null, log: pino({ level: 'silent' }) });
      let store = await open();
      const written = new Map(boards.map((session) => [session, 0]));
      const folded = new Map(boards.map((session) => [session, 0]));
      try {
        for (const session of boards) {
          await addRoom(store, `room-${session}`, 'ama');
          await addSession(store, session, `room-${session}`, 'ama');
        }
        for (const each of steps) {
          switch (each.type) {
            case 'write':
              await store.boards.append(
                Array.from({ length: each.entries }, (_, nth) => {
                  const session = boards[nth % 5 < 3 ? nth % 3 : each.lean]!;
                  const number = written.get(session)! + 1;
                  written.set(session, number);
                  return { session, author: 'ama', at: noon, update: numbered(number) };
                }),
              );
              break;
            case 'compact': {
              const { checkpoint, entries } = await store.archive.readTail(each.board, each.entries);
              const last = entries.at(-1);
              if (last === undefined || last.update.length < 4) break;
              const compaction = compactionOf(entries, {
                after: checkpoint?.through ?? null,
                checkpoint: last.update,
                states: [],
              });
              expect(await store.archive.compact(each.board, compaction)).toBe(true);
              folded.set(each.board, numberOf(last.update));
              break;
            }
            case 'remove': {
              let parts = each.parts;
              await store.archive.removeCovered(() => Promise.resolve(parts-- > 0));
              break;
            }
            case 'open again':
              await store.close();
              store = await open();
          }
          for (const session of boards) {
            const loaded = await store.boards.load(session);
            const [first, all] = [folded.get(session)!, written.get(session)!];
            expect(loaded?.checkpoint ? numberOf(loaded.checkpoint) : 0).toBe(first);
            const tail = loaded?.tail.filter((update) => update.length === 4).map(numberOf);
            expect(tail).toEqual(Array.from({ length: all - first }, (_, nth) => first + nth + 1));
          }
        }
      } finally {
        await store.close();
        rmSync(dataDir, { recursive: true, force: true });
      }
    }),
    propertyRun('log-history', 5),
  );
}, 120_000);
