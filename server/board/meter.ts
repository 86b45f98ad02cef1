/** What the board server tells whoever counts. It knows no library of metrics; by default nobody listens. */
import type { BoardEntry, BoardStore } from '../store/ports/board-port.ts';

/** Why something that a client wanted did not happen, as a short fixed word: it names a series of numbers. */
export type RefusalReason = string;

export interface Meter {
  /** An update of a client was taken. `bytes` is its size. */
  took(bytes: number): void;
  /** A frame with an update went out to one reader. */
  delivered(bytes: number): void;
  /** Entries of all boards reached the disk together. `ms` is how long the commit took. */
  committed(entries: number, bytes: number, ms: number): void;
  /** A commit failed; its entries are tried again. */
  commitFailed(): void;
  /** A reader that had been skipped got all that it missed. */
  resynced(): void;
  /** A handshake or a write was refused, or a connection closed by the server. */
  refused(reason: RefusalReason): void;
}

const nothing = (): void => undefined;

export const silentMeter: Meter = {
  took: nothing,
  delivered: nothing,
  committed: nothing,
  commitFailed: nothing,
  resynced: nothing,
  refused: nothing,
};

/** The same way to disk, with every commit measured. */
export function meteredAppend(store: Pick<BoardStore, 'append'>, meter: Meter): Pick<BoardStore, 'append'> {
  return {
    async append(entries: readonly BoardEntry[]) {
      const begun = performance.now();
      try {
        await store.append(entries);
      } catch (error) {
        meter.commitFailed();
        throw error;
      }
      const bytes = entries.reduce((sum, { update }) => sum + update.length, 0);
      meter.committed(entries.length, bytes, performance.now() - begun);
    },
  };
}
