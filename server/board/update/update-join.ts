/**
 * Puts updates together by their bytes. What people write on a board nearly always goes on where they stopped: then the
 * structs of each author only have to be put in a row, which costs less than half of what it takes Yjs to decode all of
 * them and to write them anew, and leaves hardly any garbage. What is not as simple is left to Yjs (`merge.ts`).
 */
import * as encoding from 'lib0/encoding';
import { gistOfPlain } from './plain-update.ts';
import { StructReader } from './struct-reader.ts';

/** A run of one author's structs in the bytes of an update. */
interface Run {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly structs: number;
  readonly clock: number;
  /** The clock after the last struct. */
  readonly end: number;
}

interface Range {
  readonly clock: number;
  end: number;
}

/** The struct that says "something is missing here", before its length. */
const gap = 10;

/**
 * One update that says all that these say. `Y.mergeUpdates` would put it the same, but for garbage that lies side by side:
 * that stays as it is. Null when it takes more than putting runs
 * in a row: one of them is not plain, says what another says too, or holds gaps.
 */
export function joinUpdates(updates: readonly Uint8Array[]): Uint8Array | null {
  const authors = new Map<number, Run[]>();
  const deletions = new Map<number, Range[]>();
  for (const update of updates) {
    if (gistOfPlain(update) === null) return null;
    const reader = new StructReader(update, 0);
    if (!takeRuns(update, reader, authors)) return null;
    takeDeletions(reader, deletions);
  }
  for (const runs of authors.values()) {
    runs.sort((one, other) => one.clock - other.clock);
    if (runs.some(({ clock }, nth) => clock < (runs[nth - 1]?.end ?? 0))) return null;
  }
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, authors.size);
    for (const [client, runs] of descending(authors)) writeRuns(encoder, client, runs);
    encoding.writeVarUint(encoder, deletions.size);
    for (const [client, ranges] of descending(deletions)) writeDeletions(encoder, client, joined(ranges));
  });
}

function takeRuns(bytes: Uint8Array, reader: StructReader, authors: Map<number, Run[]>): boolean {
  const blocks = reader.varUint();
  for (let block = 0; block < blocks; block++) {
    const structs = reader.varUint();
    const client = reader.varUint();
    const clock = reader.varUint();
    const from = reader.offset;
    let end = clock;
    for (let nth = 0; nth < structs; nth++) {
      reader.read();
      // What another one says may close it.
      if (reader.isGap) return false;
      end += reader.length;
    }
    const run = { bytes, from, to: reader.offset, structs, clock, end };
    const known = authors.get(client);
    if (known) known.push(run);
    else authors.set(client, [run]);
  }
  return true;
}

function takeDeletions(reader: StructReader, deletions: Map<number, Range[]>): void {
  const clients = reader.varUint();
  for (let nth = 0; nth < clients; nth++) {
    const client = reader.varUint();
    const ranges = deletions.get(client) ?? [];
    deletions.set(client, ranges);
    for (let left = reader.varUint(); left > 0; left--) {
      const clock = reader.varUint();
      ranges.push({ clock, end: clock + reader.varUint() });
    }
  }
}

/** Those that touch, as one. */
function joined(ranges: Range[]): readonly Range[] {
  ranges.sort((one, other) => one.clock - other.clock);
  const apart: Range[] = [];
  let last: Range | undefined;
  for (const range of ranges) {
    if (last !== undefined && last.end >= range.clock) last.end = Math.max(last.end, range.end);
    else apart.push((last = range));
  }
  return apart;
}

function writeRuns(encoder: encoding.Encoder, client: number, runs: readonly Run[]): void {
  const first = runs[0]?.clock ?? 0;
  let structs = 0;
  let end = first;
  for (const run of runs) {
    structs += run.structs + (run.clock > end ? 1 : 0);
    end = run.end;
  }
  encoding.writeVarUint(encoder, structs);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, first);
  end = first;
  for (const run of runs) {
    if (run.clock > end) {
      encoding.writeUint8(encoder, gap);
      encoding.writeVarUint(encoder, run.clock - end);
    }
    encoding.writeUint8Array(encoder, run.bytes.subarray(run.from, run.to));
    end = run.end;
  }
}

function writeDeletions(encoder: encoding.Encoder, client: number, ranges: readonly Range[]): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, ranges.length);
  for (const { clock, end } of ranges) {
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarUint(encoder, end - clock);
  }
}

/** In the order in which Yjs writes authors. */
function descending<T>(byClient: ReadonlyMap<number, T>): [number, T][] {
  return byClient.size === 1 ? [...byClient] : [...byClient].sort(([one], [other]) => other - one);
}
