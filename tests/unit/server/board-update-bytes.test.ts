/** Updates are checked and put together by their bytes: here by what Yjs makes of the same bytes. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { fanIn, mergeTree } from '../../../server/board/update/merge.ts';
import { gistOfPlain } from '../../../server/board/update/plain-update.ts';
import { gistOfDecoded, readSoundUpdate } from '../../../server/board/update/sound-update.ts';
import { StructReader } from '../../../server/board/update/struct-reader.ts';
import { joinUpdates } from '../../../server/board/update/update-join.ts';
import { docOf, toldBy, writeTogether } from '../../support/editing-history.ts';
import { mutate } from '../../support/fuzz-frames.ts';
import { propertySeed } from '../../support/property-seed.ts';
import { seededChance } from '../../support/seeded-chance.ts';

/** 2,500 make a million cases: `PROPERTY_ROUNDS=2500` looks further. */
const rounds = Number(process.env.PROPERTY_ROUNDS ?? 30);

const chanceFor = (title: string): (() => number) => {
  console.info(`${title}: seed ${propertySeed}, ${rounds} rounds`);
  return seededChance(propertySeed);
};

const hex = (bytes: Uint8Array): string => `${Buffer.from(bytes).toString('hex')} (seed ${propertySeed})`;

function nothingLost(): never {
  throw new Error('a sound update was left out');
}

function shuffled<T>(chance: () => number, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: chance() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

test('an author whose words come in two pieces, or in an empty one, is refused: documents would see only the last', () => {
  const [letterA, letterB] = [
    [1, 5, 0, 4, 1, 1, 0x74, 1, 0x61],
    [1, 5, 1, 0x84, 5, 0, 1, 0x62],
  ] as const;
  const wrong = [
    [2, ...letterA, ...letterB, 0],
    [2, ...letterA, 0, 5, 1, 0],
    [2, 0, 9, 0, ...letterA, 0],
  ];
  expect(readSoundUpdate(Uint8Array.of(1, ...letterA, 0))).not.toBeNull();
  expect(wrong.map((bytes) => readSoundUpdate(Uint8Array.from(bytes)))).toEqual([null, null, null]);
});

test('whatever is taken says in a document what it says when it was merged', () => {
  const chance = chanceFor('taken updates');
  let taken = 0;
  for (let round = 0; round < rounds; round++) {
    const { updates } = writeTogether(chance, 3, 40);
    for (let nth = 0; nth < 400; nth++) {
      const sound = updates[nth % updates.length] ?? Uint8Array.of(0, 0);
      const other = updates[Math.floor(chance() * updates.length)] ?? sound;
      const bytes = nth < updates.length ? sound : mutate(chance, sound, other);
      const plain = gistOfPlain(bytes);
      const decoded = gistOfDecoded(bytes);
      if (plain !== null) expect(plain, hex(bytes)).toEqual(decoded);
      if (decoded === null) continue;
      taken++;
      expect(placesByBytes(bytes), hex(bytes)).toEqual(placesByYjs(bytes));
      const straight = outcome([bytes]);
      // What no document can take is found when the board is compacted.
      if (straight !== null) expect(outcome([mergeTree([bytes], nothingLost)]), hex(bytes)).toEqual(straight);
    }
  }
  expect(taken).toBeGreaterThan(100 * rounds);
});

/** Where each struct stands: client, clock, length. */
function placesByBytes(bytes: Uint8Array): number[][] {
  const reader = new StructReader(bytes, 0);
  const places: number[][] = [];
  for (let blocks = reader.varUint(); blocks > 0; blocks--) {
    const structs = reader.varUint();
    const client = reader.varUint();
    let clock = reader.varUint();
    for (let nth = 0; nth < structs; nth++) {
      reader.read();
      places.push([client, clock, reader.length]);
      clock += reader.length;
    }
  }
  return places;
}

function placesByYjs(bytes: Uint8Array): number[][] {
  return Y.decodeUpdate(bytes).structs.map(({ id, length }) => [id.client, id.clock, length]);
}

/** Null: a document throws at it. */
function outcome(updates: readonly Uint8Array[]): unknown {
  try {
    return toldBy(docOf(updates));
  } catch {
    return null;
  }
}

test('what is put together, in whatever order and pieces, says what all of it says one after the other', () => {
  const chance = chanceFor('joined histories');
  let joined = 0;
  for (let round = 0; round < rounds; round++) {
    const { updates } = writeTogether(chance, 2 + (round % 3), 2 * fanIn);
    const told = toldBy(docOf(updates));
    const message = `round ${round} (seed ${propertySeed})`;

    // As the log has it, as a board holds it that was opened in the midst of it, and as no log ever would.
    const middle = Math.floor(chance() * updates.length);
    const older = mergeTree(updates.slice(0, middle), nothingLost);
    const checkpoint = Y.encodeStateAsUpdate(docOf([older]));
    expect(toldBy(docOf([mergeTree(updates, nothingLost)])), message).toEqual(told);
    expect(toldBy(docOf([mergeTree([older, ...updates.slice(middle)], nothingLost)])), message).toEqual(told);
    expect(toldBy(docOf([mergeTree([checkpoint, ...updates.slice(middle)], nothingLost)])), message).toEqual(told);
    const anyhow = shuffled(chance, [...updates, ...updates.slice(middle)]);
    expect(toldBy(docOf([mergeTree(anyhow, nothingLost)])), message).toEqual(told);

    // Runs with gaps between them, as their bytes are put in a row.
    const some = shuffled(chance, updates).slice(0, 1 + Math.floor(chance() * 20));
    const row = joinUpdates(some);
    if (row === null) continue;
    joined++;
    expect(readSoundUpdate(row), hex(row)).not.toBeNull();
    expect(toldBy(docOf([row])), hex(row)).toEqual(toldBy(docOf([Y.mergeUpdates(some)])));
    const rest = updates.filter((update) => !some.includes(update));
    expect(toldBy(docOf([mergeTree([row, ...rest], nothingLost)])), message).toEqual(told);
  }
  expect(joined).toBeGreaterThan(rounds / 6);
});
