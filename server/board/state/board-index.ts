/**
 * Where in the merged bytes of a board the words of each author stand. With it whoever lacks something is answered
 * in pieces, cut from the bytes as they are: no piece is worked out before the reader has room for it.
 */
import * as Y from 'yjs';
import { cutDeletions, noDeletions, readDeletions, type Deletion } from '../update/deletion-cut.ts';
import type { UpdateContent } from '../update/sound-update.ts';
import { StructCut, type Block } from '../update/struct-cut.ts';
import { StructReader } from '../update/struct-reader.ts';

/** One author's structs, and the clock after the last of them before the first gap among them. */
interface IndexedBlock extends Block {
  readonly reach: number;
}

/** Bytes between two places in a block where reading can begin. */
const markBytes = 8_192;

/** How far a reader has been told. Advanced by `BoardIndex.piece`. */
export interface ReaderPosition {
  /** The next clock of each client that it lacks. */
  readonly clocks: Map<number, number>;
  /** Clients of whom it was told something although what comes before is missing here, and its clock before that. */
  readonly gaps: Map<number, number>;
  /** The last deletion of those that it was told since all structs were there; null: none yet. */
  deletion: Deletion | null;
}

/** What stands where in some bytes, as it travels from one thread to another. */
export interface IndexPlan {
  readonly blocks: readonly IndexedBlock[];
  readonly deletionsAt: number;
}

/** `bytes`: an update as Yjs writes it after merging: clients once each. All of it is walked through. */
export function planOf(bytes: Uint8Array): IndexPlan {
  const reader = new StructReader(bytes, 0);
  const blocks: IndexedBlock[] = [];
  for (let left = reader.varUint(); left > 0; left--) blocks.push(readBlock(reader));
  return { blocks, deletionsAt: reader.offset };
}

function readBlock(reader: StructReader): IndexedBlock {
  const structs = reader.varUint();
  const client = reader.varUint();
  let clock = reader.varUint();
  const clocks: number[] = [];
  const offsets: number[] = [];
  let unbroken = true;
  let reach = clock;
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
  return { client, clocks, offsets, end: clock, reach };
}

export class BoardIndex {
  /** Stands for this state of the board, without keeping its bytes. */
  readonly revision: object = {};
  readonly bytes: Uint8Array;
  #plan: IndexPlan | null;
  #blocks: ReadonlyMap<number, IndexedBlock> | null = null;
  #deleted: UpdateContent['ds'] | null = null;

  /**
   * `bytes`: an update as Yjs writes it after merging. `plan`: of these very bytes, when it is known already; they are
   * walked through, once, when it is needed. What needs it throws when they are no update.
   */
  constructor(bytes: Uint8Array, plan: IndexPlan | null = null) {
    this.bytes = bytes;
    this.#plan = plan;
  }

  get #planned(): IndexPlan {
    return (this.#plan ??= planOf(this.bytes));
  }

  get #byClient(): ReadonlyMap<number, IndexedBlock> {
    return (this.#blocks ??= new Map(this.#planned.blocks.map((block) => [block.client, block])));
  }

  /** All that is deleted, as it stands at the end of an update. */
  get deletions(): Uint8Array {
    return this.bytes.subarray(this.#planned.deletionsAt);
  }

  /** The same, decoded once. The ranges are sorted and joined, as merging leaves them. */
  get deleted(): UpdateContent['ds'] {
    return (this.#deleted ??= readDeletions(this.deletions));
  }

  /** Of whom there is anything. */
  clients(): Iterable<number> {
    return this.#byClient.keys();
  }

  /** Whether there is anything of this client. */
  knows(client: number): boolean {
    return this.#byClient.has(client);
  }

  /** The clock up to which this client's words are known without a gap to whoever knows them up to `ground`. */
  reached(client: number, ground = 0): number {
    const block = this.#byClient.get(client);
    return block === undefined || (block.clocks[0] ?? 0) > ground ? ground : Math.max(block.reach, ground);
  }

  /** Where somebody with this state vector stands. @throws when it is not one. */
  positionOf(stateVector: Uint8Array): ReaderPosition {
    const clocks = new Map<number, number>();
    // Only what is here: a long list of strangers would be kept for as long as the reader takes.
    for (const [client, clock] of Y.decodeStateVector(stateVector))
      if (this.#byClient.has(client)) clocks.set(client, clock);
    return { clocks, gaps: new Map(), deletion: null };
  }

  /** Where somebody stands who was told all of it, and had nothing before but what `ground` holds. */
  endPosition(ground: BoardIndex | null): ReaderPosition {
    const clocks = new Map<number, number>();
    const gaps = new Map<number, number>();
    for (const [client, { end }] of this.#byClient) {
      clocks.set(client, end);
      if (this.reached(client, ground?.reached(client)) < end) gaps.set(client, 0);
    }
    return { clocks, gaps, deletion: null };
  }

  /**
   * The next of what the reader lacks, about `limit` bytes of it (a struct larger than that is sent whole), and the
   * step to the position after it. What builds on something follows it, so that no reader has to put anything aside.
   * Deletions come last: all, or those that the reader is known to lack. `ground`: what the reader was told all of before.
   * `complete`: nothing is left to be told.
   */
  piece(
    position: ReaderPosition,
    limit: number,
    { deletions = this.deletions, ground = null }: { deletions?: Uint8Array; ground?: BoardIndex | null } = {},
  ): { update: Uint8Array; complete: boolean } {
    const known = (client: number): number => Math.max(position.clocks.get(client) ?? 0, ground?.reached(client) ?? 0);
    const cut = new StructCut(this.bytes, this.#byClient, known);
    const structsComplete = cut.fill(limit);
    cut.advance(position);
    if (structsComplete && position.deletion === null && cut.size + deletions.length <= limit)
      return { update: cut.encode(deletions), complete: true };
    if (!structsComplete || cut.size > 0) return { update: cut.encode(noDeletions), complete: false };
    const { told, last } = cutDeletions(deletions, position.deletion, limit);
    if (last !== null) position.deletion = last;
    return { update: cut.encode(told), complete: last === null };
  }
}
