/** The log of boards, as the board server writes and reads it; see `archive-port.ts` for what makes it short. */

/** One update as it came from a connection. */
export interface BoardEntry {
  session: string;
  /** The user whose connection sent it; null when the server itself wrote it. */
  author: string | null;
  at: number;
  update: Uint8Array;
}

export interface BoardStore {
  /** Appends all entries in one transaction. Resolves when they are on disk, rejects when none of them is. */
  append(entries: readonly BoardEntry[]): Promise<void>;
  /**
   * The checkpoint, what stands where in it (null when that was not noted), and all updates after it, oldest first. Null
   * when there is no such session. Rejects when reading fails.
   */
  load(session: string): Promise<{ checkpoint: Uint8Array | null; plan: Uint8Array | null; tail: Uint8Array[] } | null>;
}
