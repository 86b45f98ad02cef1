/**
 * The server's own hands on boards: it reads them for lists and exports, and writes on them what people decided elsewhere.
 * What is stored is mended first when no document takes it.
 */
import type { Logger } from 'pino';
import * as Y from 'yjs';
import { readBoard } from '#lib/crdt/board-doc.ts';
import type { Board } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { updateFrame } from './connection/codec.ts';
import { BoardReader } from './reading/board-reader.ts';
import { Pen, type Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { inDocument, UnsoundBoard } from './update/document.ts';
import { emptyUpdate, readSoundUpdate } from './update/sound-update.ts';

/** A change of a board's document. */
export type BoardChange = (doc: Y.Doc) => void;

export interface OwnHandsParts {
  rooms: Pick<Rooms, 'enter'>;
  /** Whether the session goes on: the server writes on live boards only. */
  isLive: (session: string) => Promise<boolean>;
  output: Pick<Logger, 'warn'>;
}

/** A board that keeps a document busy for longer is not changed by the server: nobody else can do anything meanwhile. Milliseconds. */
const busyLimit = 400;

export class OwnHands {
  readonly #parts: OwnHandsParts;
  readonly #reader: BoardReader;

  constructor(parts: OwnHandsParts) {
    this.#parts = parts;
    this.#reader = new BoardReader(parts.output);
  }

  /** See `BoardHost.read`. */
  read(session: string): Promise<Board> {
    return this.#holding(session, async (room) =>
      this.#reader.isQuick(room) ? inDocument(room.merged(), readBoard) : (await this.#reader.read(room)).board,
    );
  }

  /** See `BoardHost.edit`. */
  edit(session: string, author: string | null, change: BoardChange): Promise<void> {
    return this.#holding(session, async (room) => {
      const groundNow = await this.#groundOf(room);
      // Asked here, and not before: the board may have been a while in coming, and nothing is written after the end.
      if (!(await this.#parts.isLive(session))) throw new ExpectedError('session-ended');
      await write(room, author, changeOf(groundNow(), change));
    });
  }

  /** Gives up, in so many milliseconds, on boards that are still being read. */
  closeWithin(ms: number): void {
    this.#reader.closeWithin(ms);
  }

  /** `use` again, once, when what is stored had to be mended first. `UnsoundBoard` tells that it has done nothing. */
  async #holding<T>(session: string, use: (room: Room) => Promise<T>): Promise<T> {
    const lease = await this.#parts.rooms.enter(session);
    if (lease === null) throw new ExpectedError('not-found');
    try {
      return await use(lease.room);
    } catch (error) {
      if (!(error instanceof UnsoundBoard)) throw error;
      this.#parts.output.warn(
        { err: error, session },
        'a board cannot be read as it is; what is wrong with it is looked for',
      );
      await lease.mend();
      return await use(lease.room);
    } finally {
      lease.release();
    }
  }

  /**
   * What a change builds on, when the time for it has come. Of a small board it is what stands there then, so that the
   * change neither misses nor overtakes what others write. Of a larger one it is what a document was seen to take quickly:
   * the change stands beside what was written since, as a page's would. Rejects with `UnsoundBoard`, or `unavailable`.
   */
  async #groundOf(room: Room): Promise<() => Uint8Array> {
    const ground = room.merged();
    if (!this.#reader.isQuick(room) && (await this.#reader.read(room)).ms > busyLimit)
      throw new ExpectedError('unavailable');
    // Asked once more: what was small may have grown into anything meanwhile.
    return () => (this.#reader.isQuick(room) ? room.merged() : ground);
  }
}

/** One update that makes this change, in one transaction. @throws UnsoundBoard when no document takes the ground. */
function changeOf(ground: Uint8Array, change: BoardChange): Uint8Array {
  return inDocument(ground, (doc) => {
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    doc.transact(() => change(doc));
    return Y.mergeUpdates([...updates, emptyUpdate]);
  });
}

/** Resolves when it is stored; rejects with `unavailable` when the log is full. */
function write(room: Room, author: string | null, bytes: Uint8Array): Promise<void> {
  const update = readSoundUpdate(bytes);
  if (update === null) throw new Error('a change by the server made an update that is not sound');
  if (update.isEmpty) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const pen = new Pen(room, author, null, { stored: () => resolve() });
    if (!pen.write(update, updateFrame(bytes))) reject(new ExpectedError('unavailable'));
  });
}
