/** The server's own look at a board and its own changes to it. A document exists only while it is being used. */
import * as Y from 'yjs';
import { readBoard } from '#lib/crdt/board-doc.ts';
import type { Board } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { updateFrame } from './connection/codec.ts';
import { Pen, type Room } from './room.ts';
import { emptyUpdate, readSoundUpdate } from './update/sound-update.ts';

/** What is stored is no document: some update in it throws. */
export class UnsoundBoard extends Error {
  override readonly name = 'UnsoundBoard';
}

/** The board as plain data, as it stands now. Throws `UnsoundBoard`. */
export function readStoredBoard(room: Room): Board {
  return withDocument(room, readBoard);
}

/**
 * Applies `change` in one transaction. Between reading the state and taking the update in lies no wait, so it can
 * neither miss nor overtake what others write. Resolves when it is stored; `unavailable` when the log is full.
 */
export function editBoard(room: Room, author: string | null, change: (doc: Y.Doc) => void): Promise<void> {
  const bytes = withDocument(room, (doc) => {
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

function withDocument<T>(room: Room, use: (doc: Y.Doc) => T): T {
  const doc = new Y.Doc();
  try {
    try {
      Y.applyUpdate(doc, room.merged());
    } catch (error) {
      throw new UnsoundBoard('the updates of a board cannot be applied together', { cause: error });
    }
    return use(doc);
  } finally {
    doc.destroy();
  }
}
