/** The server's own look at a board and its own changes to it. A document exists only while it is being used. */
import * as Y from 'yjs';
import { readBoard } from '#lib/crdt/board-doc.ts';
import type { Board } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { updateFrame } from './connection/codec.ts';
import type { BoardReader } from './reading/board-reader.ts';
import { UnsoundBoard } from './reading/unsound-board.ts';
import { Pen, type Room } from './room.ts';
import { emptyUpdate, readSoundUpdate } from './update/sound-update.ts';

/** A board that keeps a document busy for longer is not changed by the server: nobody else can do anything meanwhile. Milliseconds. */
const busyLimit = 400;

/** The board as plain data, as it stands now. Rejects with `UnsoundBoard`, or `unavailable` when it takes too long to read. */
export async function readStoredBoard(room: Room, reader: BoardReader): Promise<Board> {
  return reader.isQuick(room) ? withDocument(room.merged(), readBoard) : (await reader.read(room)).board;
}

/**
 * What a change of the board may build on: its bytes, when a document is known to take them quickly. Rejects with
 * `UnsoundBoard`, or `unavailable` when it does not.
 */
export async function groundForEdit(room: Room, reader: BoardReader): Promise<Uint8Array> {
  const ground = room.merged();
  if (!reader.isQuick(room) && (await reader.read(room)).ms > busyLimit) throw new ExpectedError('unavailable');
  return ground;
}

/**
 * Applies `change` in one transaction, and resolves when it is stored; `unavailable` when the log is full. On a small
 * board no wait lies between reading it and taking the update in, so that the change neither misses nor overtakes what
 * others write. On a larger one it is made on `ground`, and stands beside what was written since, as a page's would.
 */
export function editBoard(
  room: Room,
  author: string | null,
  { ground, reader, change }: { ground: Uint8Array; reader: BoardReader; change: (doc: Y.Doc) => void },
): Promise<void> {
  const bytes = withDocument(reader.isQuick(room) ? room.merged() : ground, (doc) => {
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    doc.transact(() => change(doc));
    return Y.mergeUpdates([...updates, emptyUpdate]);
  });
  const update = readSoundUpdate(bytes);
  if (update === null) throw new Error('a change by the server made an update that is not sound');
  if (update.isEmpty) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const pen = new Pen(room, author, null, { stored: () => resolve() });
    if (!pen.write(update, updateFrame(bytes))) reject(new ExpectedError('unavailable'));
  });
}

function withDocument<T>(bytes: Uint8Array, use: (doc: Y.Doc) => T): T {
  const doc = new Y.Doc();
  try {
    try {
      Y.applyUpdate(doc, bytes);
    } catch (error) {
      throw new UnsoundBoard({ cause: error });
    }
    return use(doc);
  } finally {
    doc.destroy();
  }
}
