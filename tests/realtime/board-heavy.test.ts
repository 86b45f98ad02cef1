/**
 * A board of a few hundred KB that keeps a document busy for seconds: two authors who write in the same places, so that
 * it compares each word of the one with all of the other. Somebody at one board must not stop everybody at all others.
 */
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ExpectedError } from '#lib/domain/errors.ts';
import { BoardReader, type ReadableBoard } from '../../server/board/reading/board-reader.ts';
import { BoardState } from '../../server/board/state/board-state.ts';
import { readSoundUpdate } from '../../server/board/update/sound-update.ts';
import { openBoardPair } from '../support/board-stage.ts';
import { writeFrame } from '../support/board-wire.ts';
import { watchTurns } from '../support/longest-turn.ts';
import { until } from '../support/until.ts';

/** Of each author: a document is busy with them for a second or more. */
const words = 4_000;

/** How a struct begins that holds text: one that stands beside nothing, and one that stands behind another. */
const text = 0x04;
const textAfterOther = 0x84;

let pair: Awaited<ReturnType<typeof openBoardPair>>;
beforeEach(async () => {
  pair = await openBoardPair();
});
afterEach(() => pair.stage.close());

/** All of an author's words, each at the very beginning; `after`: an author whose last word the first one follows. */
function wordsAtTheBeginning(author: number, after: number | null, words: number): Uint8Array {
  return encoding.encode((encoder) => {
    const write = (...numbers: number[]): void => {
      for (const number of numbers) encoding.writeVarUint(encoder, number);
    };
    write(1, words, author, 0);
    for (let nth = 0; nth < words; nth++) {
      if (nth === 0 && after !== null) {
        encoding.writeUint8(encoder, textAfterOther);
        write(after, words - 1);
      } else {
        encoding.writeUint8(encoder, text);
        write(1);
        encoding.writeVarString(encoder, 'notes');
      }
      encoding.writeVarString(encoder, 'a');
    }
    write(0);
  });
}

const heavyBoard = (words: number): Uint8Array[] => [
  wordsAtTheBeginning(1, null, words),
  wordsAtTheBeginning(2, 1, words),
];

async function writeHeavy(): Promise<void> {
  const { stage, ama, session } = pair;
  const updates = heavyBoard(words);
  for (const update of updates) expect(readSoundUpdate(update)).not.toBeNull();
  await stage.store.boards.append(updates.map((update, at) => ({ session, author: ama.id, at, update })));
}

/** Somebody is on the board and has written 50 KB that are no trouble to anybody. */
async function writeLong() {
  const { stage, ama, session } = pair;
  const wire = stage.wire(session, { cookie: ama.cookie });
  await until(() => wire.frames.length > 0, 'the board opens');
  const doc = new Y.Doc();
  doc.getText('notes').insert(0, 'long '.repeat(10_000));
  wire.send(writeFrame(Y.encodeStateAsUpdate(doc)));
  await until(() => wire.saved() === 1, 'it is saved');
  return { wire, doc };
}

test('B37: reading a board that keeps a document busy for seconds takes no time from others', async () => {
  const { stage, session } = pair;
  await writeHeavy();
  const turns = watchTurns();
  expect((await stage.host.read(session)).cards).toEqual([]);
  expect(turns.stop()).toBeLessThan(200);
}, 60_000);

test('B37: the server changes nothing on such a board, says so, and holds up nobody meanwhile', async () => {
  const { stage, session } = pair;
  await writeHeavy();
  let changed = false;
  const turns = watchTurns();
  const edit = stage.host.edit(session, null, (doc) => {
    changed = true;
    doc.getMap('meta').set('touched', true);
  });
  await expect(edit).rejects.toEqual(new ExpectedError('unavailable'));
  expect(turns.stop()).toBeLessThan(200);
  expect(changed).toBe(false);
}, 60_000);

test('B37: a large board that is none of that kind is changed, on top of what others write meanwhile', async () => {
  const { stage, ama, session } = pair;
  const { wire, doc } = await writeLong();
  const edited = stage.host.edit(session, null, (board) => board.getMap('meta').set('touched', true));
  const before = Y.encodeStateVector(doc);
  doc.getText('notes').insert(0, 'meanwhile ');
  wire.send(writeFrame(Y.encodeStateAsUpdate(doc, before)));
  await edited;
  await until(() => wire.saved() === 2, 'both are saved');
  const desk = stage.desk(session, ama);
  await until(() => desk.doc.getMap('meta').get('touched') === true, 'the change is there');
  await until(() => desk.text.toJSON().startsWith('meanwhile long'), 'and so is the rest');
}, 60_000);

test('B37: whoever reads a board that takes too long is told so, and the next board is read', async () => {
  const warnings: unknown[] = [];
  const reader = new BoardReader({ warn: (line: unknown) => warnings.push(line) }, { patienceMs: 3_000, idleMs: 10 });
  const boardOf = (updates: Uint8Array[]): ReadableBoard => {
    const state = new BoardState({ checkpoint: null, tail: updates }, () => undefined);
    return { session: 'one', size: state.size, layers: () => state.layers() };
  };
  await expect(reader.read(boardOf(heavyBoard(40_000)))).rejects.toEqual(new ExpectedError('unavailable'));
  expect(warnings).toHaveLength(1);
  const doc = new Y.Doc();
  doc.getText('notes').insert(0, 'a word');
  expect((await reader.read(boardOf([Y.encodeStateAsUpdate(doc)]))).board.cards).toEqual([]);
}, 60_000);

test('B37: what was written until the server stopped is read before it ends', async () => {
  const { stage, session } = pair;
  await writeLong();
  await stage.host.drain();
  expect((await stage.host.read(session)).cards).toEqual([]);
}, 60_000);
