import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BoardEntry } from '../../../server/store/ports/board-port.ts';
import { namesLimit, RowPacker, RowUnpacker } from '../../../server/store/sqlite/packed-rows.ts';
import { propertyRun } from '../../support/property-seed.ts';

const flat = (entries: readonly BoardEntry[]): unknown[] =>
  entries.flatMap(({ session, author, at, update }) => [session, author, at, update]);

const entry = fc.record({
  session: fc.constantFrom('one', 'two', 'three', 'Ünï 中 🙂'),
  author: fc.constantFrom('ama', 'jonas', 'one', null),
  at: fc.integer({ min: 0, max: 2 ** 45 }),
  update: fc.uint8Array({ maxLength: 40 }),
});

test('what is unpacked on the other side is what was packed, however often names come again', () => {
  fc.assert(
    fc.property(fc.array(fc.array(entry, { maxLength: 12 }), { maxLength: 8 }), (batches) => {
      const [near, far] = [new RowPacker(), new RowUnpacker()];
      for (const entries of batches) {
        const packed = structuredClone(near.pack(entries));
        expect(far.unpack(packed)).toEqual(flat(entries));
      }
    }),
    propertyRun('packed rows', 200),
  );
});

test('a name is sent once; when there are too many all are forgotten, on both sides', () => {
  const [near, far] = [new RowPacker(), new RowUnpacker()];
  const of = (nth: number): BoardEntry => ({ session: `s${nth}`, author: 'ama', at: nth, update: new Uint8Array([1]) });
  const many = Array.from({ length: namesLimit }, (_, nth) => of(nth));
  expect(near.pack([]).newNames).toEqual([]);
  const first = near.pack(many);
  expect(first.newNames).toHaveLength(namesLimit + 1);
  expect(far.unpack(first)).toEqual(flat(many));
  const next = near.pack([of(5)]);
  expect(next).toMatchObject({ firstNew: 0, newNames: ['s5', 'ama'] });
  expect(far.unpack(next)).toEqual(flat([of(5)]));
  expect(near.pack([of(5)]).newNames).toEqual([]);
});

test('rows are never stored under another’s name: what was missed in between is noticed', () => {
  const near = new RowPacker();
  near.pack([{ session: 'missed', author: null, at: 0, update: new Uint8Array() }]);
  const later = near.pack([{ session: 'later', author: null, at: 0, update: new Uint8Array() }]);
  expect(() => new RowUnpacker().unpack(later)).toThrow('never did');
});
