/**
 * Where in the merged bytes of a board the words of each author stand. With it whoever lacks something is answered
 * in pieces, cut from the bytes as they are: no piece is worked out before the reader has room for it.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { cutDeletions, noDeletions, type Deletion } from './deletion-cut.ts';
import { StructCut, type Block } from './struct-cut.ts';
import { StructReader } from './struct-reader.ts';

/** One author's structs, and the clock after the last of them before the first gap. */
interface IndexedBlock extends Block {
  readonly reach: number;
}

/** Bytes between two places in a block where reading can begin. */
const markBytes = 8_192;

/** How far a reader has been told. Advanced by `BoardIndex.piece`. */
export interface ReaderPosition {
  /** The next clock of each client that it lacks. */
  readonly clocks: Map<number, number>;
  /** The last deletion of those that it was told since all structs were there; null: none yet. */
  deletion: Deletion | null;
}

export class BoardIndex {
  /** Stands for this state of the board, without keeping its bytes. */
  readonly revision: object = {};
  readonly #bytes: Uint8Array;
  readonly #blocks = new Map<number, IndexedBlock>();
  readonly #deletionsAt: number;

  /** `bytes`: an update as Yjs writes it after merging: clients once each. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const reader = new StructReader(bytes, 0);
    const blocks = reader.varUint();
    for (let nth = 0; nth < blocks; nth++) this.#readBlock(reader);
    this.#deletionsAt = reader.offset;
  }

  #readBlock(reader: StructReader): void {
    const structs = reader.varUint();
    const client = reader.varUint();
    let clock = reader.varUint();
    const clocks: number[] = [];
    const offsets: number[] = [];
    let unbroken = clock === 0;
    let reach = 0;
    let nextMark = 0;
    for (let nth = 0; nth < structs; nth++) {
      if (reader.offset >= nextMark) {
        clocks.push(clock);
        offsets.push(reader.offset);
        nextMark = reader.offset + markBytes;
      }
      reader.read();
      clock += reader.length;
      unbroken &&= !reader.isGap;
      if (unbroken) reach = clock;
    }
    this.#blocks.set(client, { client, clocks, offsets, end: clock, reach });
  }

  /** All that is deleted, as it stands at the end of an update. */
  get deletions(): Uint8Array {
    return this.#bytes.subarray(this.#deletionsAt);
  }

  /** Whether there is anything of this client. */
  knows(client: number): boolean {
    return this.#blocks.has(client);
  }

  /** What is here without a gap, by client. */
  reached(client: number): number {
    return this.#blocks.get(client)?.reach ?? 0;
  }

  /** The same of all clients, encoded. */
  stateVector(): Uint8Array {
    const reached = [...this.#blocks.values()].filter(({ reach }) => reach > 0);
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, reached.length);
      for (const { client, reach } of reached) {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, reach);
      }
    });
  }

  /** Where somebody with this state vector stands. @throws when it is not one. */
  positionOf(stateVector: Uint8Array): ReaderPosition {
    const clocks = new Map<number, number>();
    // Only what the board knows: a long list of strangers would be kept for as long as the reader takes.
    for (const [client, clock] of Y.decodeStateVector(stateVector))
      if (this.#blocks.has(client)) clocks.set(client, clock);
    return { clocks, deletion: null };
  }

  /**
   * The next of what the reader lacks, about `limit` bytes of it (a struct larger than that is sent whole), and the
   * step to the position after it. What builds on something follows it, so that no reader has to put anything aside.
   * Deletions come last: all, or those that the reader is known to lack. `complete`: nothing is left to be told.
   */
  piece(
    position: ReaderPosition,
    limit: number,
    deletions = this.deletions,
  ): { update: Uint8Array; complete: boolean } {
    const cut = new StructCut(this.#bytes, this.#blocks, position.clocks);
    const structsComplete = cut.fill(limit);
    cut.advance(position.clocks);
    if (structsComplete && position.deletion === null && cut.size + deletions.length <= limit)
      return { update: cut.encode(deletions), complete: true };
    if (!structsComplete || cut.size > 0) return { update: cut.encode(noDeletions), complete: false };
    const { told, last } = cutDeletions(deletions, position.deletion, limit);
    if (last !== null) position.deletion = last;
    return { update: cut.encode(told), complete: last === null };
  }
}
