/** A board as it is stored, made ready for readers: as little of it is read and merged for that as can be. */
import type { Logger } from 'pino';
import type { BoardStore } from '../../store/ports/board-port.ts';
import { mergeTree } from '../update/merge.ts';
import { BoardIndex } from './board-index.ts';
import { BoardState } from './board-state.ts';
import { DamagedBoard } from './damaged-board.ts';
import type { LongMerge } from './long-merge.ts';
import { readStoredPlan } from './stored-plan.ts';

export interface LoadParts {
  store: Pick<BoardStore, 'load'>;
  merger: Pick<LongMerge, 'merge'>;
  output: Pick<Logger, 'error'>;
}

export interface LoadedBoard {
  state: BoardState;
  /** Entries in its log. */
  logged: number;
}

type Stored = NonNullable<Awaited<ReturnType<BoardStore['load']>>>;

/** Null: there is no such session. Rejects with `DamagedBoard` when the checkpoint cannot be read, and when the store cannot. */
export async function loadBoard({ store, merger, output }: LoadParts, session: string): Promise<LoadedBoard | null> {
  const stored = await store.load(session);
  if (stored === null) return null;
  const leftOut = (bytes: number): void =>
    output.error(
      { session, bytes },
      'a board update cannot be merged; it stays in the log and is left out of the board',
    );
  const base = knownIndex(stored);
  const state = base ? await putOnTop(base, stored, merger, leftOut) : await putTogether(stored, merger, leftOut);
  return { state, logged: stored.tail.length };
}

/** The checkpoint as it was stored, when what stands where in it is known: it need not be looked at. */
function knownIndex({ checkpoint, plan }: Stored): BoardIndex | null {
  const read = checkpoint && plan && readStoredPlan(plan, checkpoint);
  return read && new BoardIndex(checkpoint, read);
}

/** What was written since is merged by itself: the board may be large, and somebody waits. */
async function putOnTop(
  base: BoardIndex,
  { tail }: Stored,
  merger: LoadParts['merger'],
  leftOut: (bytes: number) => void,
): Promise<BoardState> {
  const state = new BoardState(base, (update) => leftOut(update.length));
  if (tail.length === 0) return state;
  const long = await merger.merge({ checkpoint: null, tail });
  for (const { bytes } of long?.leftOut ?? []) leftOut(bytes);
  state.add(long?.merged ?? mergeTree(tail, (update) => leftOut(update.length)));
  return state;
}

async function putTogether(
  stored: Stored,
  merger: LoadParts['merger'],
  leftOut: (bytes: number) => void,
): Promise<BoardState> {
  const long = await merger.merge(stored);
  if (stored.checkpoint && long?.leftOut.some(({ nth }) => nth === 0))
    throw new DamagedBoard('the checkpoint of a board cannot be decoded');
  for (const { bytes } of long?.leftOut ?? []) leftOut(bytes);
  return new BoardState(long ? new BoardIndex(long.merged, long.plan) : stored, (update) => leftOut(update.length));
}
