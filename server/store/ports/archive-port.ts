/** What compaction, replay and the operator ask of the store. The board server itself lives without it. */

/** An entry of the log as it is stored. `seq` grows with every entry of all boards. */
export interface StoredEntry {
  seq: number;
  /** Null for the server itself, and for people who are gone. */
  author: string | null;
  at: number;
  update: Uint8Array;
}

/** A stretch of a board's time line: what one author wrote within a few seconds, as one update. */
export interface BoardSegment {
  fromSeq: number;
  toSeq: number;
  fromAt: number;
  toAt: number;
  author: string | null;
  bytes: Uint8Array;
}

/** The whole board after the entry `through`, as one update. */
export interface BoardMoment {
  through: number;
  at: number;
  bytes: Uint8Array;
}

export interface Compaction {
  /** `through` of the checkpoint that it was made from; null when there was none. */
  after: number | null;
  /** The entries that it covers, by `seq`, in order: at least one, and all that the board has from `after` to the last of them. */
  covered: readonly number[];
  /** When it was made. */
  at: number;
  checkpoint: Uint8Array;
  /** What stands where in the checkpoint. */
  plan: Uint8Array;
  segments: readonly BoardSegment[];
  states: readonly BoardMoment[];
  /** Covered entries that are not in the checkpoint. `reason` is for the operator. */
  quarantined: readonly (StoredEntry & { reason: string })[];
}

export interface CheckpointReplacement {
  /** The last entry that both cover. In quarantine it names the old one. */
  through: number;
  bytes: Uint8Array;
  rebuilt: Uint8Array;
  at: number;
  /** For the operator. */
  reason: string;
}

export interface QuarantinedEntry {
  session: string;
  seq: number;
  author: string | null;
  at: number;
  reason: string;
  /** When it was put there. */
  foundAt: number;
}

export interface BoardArchive {
  /** The checkpoint and the oldest entries after it. */
  readTail(
    session: string,
    limit: number,
  ): Promise<{ checkpoint: { through: number; bytes: Uint8Array } | null; entries: StoredEntry[] }>;
  /**
   * Puts the checkpoint in the place of the entries that it covers, and keeps their time line, in one transaction.
   * False, and nothing is changed, when the checkpoint or the covered entries are no longer what they were.
   */
  compact(session: string, compaction: Compaction): Promise<boolean>;
  /**
   * Removes what is left of covered entries where that is not done at once: those of all boards together, some thousands in
   * a transaction, also those that an earlier run left behind. Between two transactions it asks `goOn`, and waits for the
   * answer; false ends it. Resolves to how many were removed.
   */
  removeCovered(goOn: () => Promise<boolean>): Promise<number>;
  /**
   * Puts another checkpoint in the place of one that cannot be read any more (`bytes`), which goes into quarantine, in
   * one transaction. False, and nothing is changed, when the checkpoint reaches elsewhere by now.
   */
  replaceCheckpoint(session: string, replacement: CheckpointReplacement): Promise<boolean>;
  /** The segments that begin after the entry `after` (0: from the beginning), the oldest first. Younger entries are in the log. */
  readTimeline(session: string, after: number, limit: number): Promise<BoardSegment[]>;
  /** The moments whose state is kept, the oldest first. */
  listStates(session: string): Promise<Omit<BoardMoment, 'bytes'>[]>;
  /** Bytes of the segments after the last moment whose state is kept; of all when there is none. */
  sinceState(session: string): Promise<number>;
  readState(session: string, through: number): Promise<Uint8Array | null>;
  /** Of all boards, the longest known first. `size` in bytes. */
  listQuarantined(): Promise<(QuarantinedEntry & { size: number })[]>;
  findQuarantined(session: string, seq: number): Promise<(QuarantinedEntry & { update: Uint8Array }) | null>;
}
