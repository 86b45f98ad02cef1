/**
 * Updates that a document cannot take. What is accepted decodes, but an update made by hand can still put something
 * in the place of what others write later, so that their updates throw. Which of the two is to blame is decided by
 * what is lost without it: an honest update is built upon, and without it what follows stays out.
 */
import * as Y from 'yjs';
import type { StoredEntry } from '../../store/ports/archive-port.ts';
import { DamagedBoard } from '../state/damaged-board.ts';
import { mergeSound } from '../update/merge.ts';
import { readSoundUpdate } from '../update/sound-update.ts';

export interface Poisoned {
  readonly entry: StoredEntry;
  /** What the document said. */
  readonly reason: string;
}

export interface Sifted {
  sound: StoredEntry[];
  poisoned: Poisoned[];
  /** Entries dealt with, from the oldest: those beyond were not looked at. */
  covered: number;
}

/** Found in one go at most; the search takes a replay for each of some dozens of tries. */
const poisonAtOnce = 4;

/** Entries suspected together with the one on which the document stumbled. */
const suspectsAtOnce = 24;

/** Takes out what cannot be applied on `base` (which must be sound by itself) in the order of the entries. */
export function siftPoison(base: Uint8Array, entries: readonly StoredEntry[]): Sifted {
  let sound = [...entries];
  const poisoned: Poisoned[] = [];
  for (;;) {
    const reason = objection(base, sound);
    if (reason === null) return { sound, poisoned, covered: entries.length };
    // Not one of the entries is to blame when it cannot be read without them either.
    if (poisoned.length === 0 && objection(base, []) !== null)
      throw new DamagedBoard(`the checkpoint cannot be read: ${reason}`);
    const at = stumblingBlock(base, sound);
    if (poisoned.length >= poisonAtOnce) {
      // The rest is left for another time.
      const end = sound[at]?.seq ?? 0;
      const isBefore = ({ seq }: StoredEntry): boolean => seq < end;
      return {
        sound: sound.slice(0, at),
        poisoned: poisoned.filter(({ entry }) => isBefore(entry)),
        covered: entries.filter(isBefore).length,
      };
    }
    const culprit = toBlame(base, sound, at);
    poisoned.push({ entry: culprit, reason });
    sound = sound.filter((entry) => entry !== culprit);
  }
}

/** What a reader's document says against these entries, applied one by one or merged as they are served; null: nothing. */
function objection(base: Uint8Array, entries: readonly StoredEntry[]): string | null {
  const updates = entries.map(({ update }) => update);
  const one = new Y.Doc();
  const other = new Y.Doc();
  try {
    Y.applyUpdate(one, base);
    one.transact(() => {
      for (const update of updates) Y.applyUpdate(one, update);
    });
    Y.applyUpdate(other, mergeSound([base, ...updates]));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    one.destroy();
    other.destroy();
  }
}

/** The place of an entry with which there is an objection and without which there is none, by halving. */
function stumblingBlock(base: Uint8Array, entries: readonly StoredEntry[]): number {
  let sound = 0;
  let unsound = entries.length;
  while (unsound - sound > 1) {
    const middle = (sound + unsound) >> 1;
    if (objection(base, entries.slice(0, middle)) === null) sound = middle;
    else unsound = middle;
  }
  return unsound - 1;
}

function toBlame(base: Uint8Array, entries: readonly StoredEntry[], at: number): StoredEntry {
  const stumbled = entries[at];
  if (stumbled === undefined) throw new Error('nothing to stumble on');
  const before = entries.slice(0, at);
  let culprit = stumbled;
  let most = integrated(
    base,
    entries.filter((entry) => entry !== stumbled),
  );
  for (const suspect of suspects(before, stumbled)) {
    if (objection(base, [...before.filter((entry) => entry !== suspect), stumbled]) !== null) continue;
    const without = integrated(
      base,
      entries.filter((entry) => entry !== suspect),
    );
    if (without <= most) continue;
    culprit = suspect;
    most = without;
  }
  return culprit;
}

/**
 * Earlier entries that wrote where the entry writes, builds or deletes, or that built there. Other people's come first:
 * whoever wants to harm somebody's words writes in their place. Then the latest.
 */
function suspects(before: readonly StoredEntry[], entry: StoredEntry): StoredEntry[] {
  const touched = new Places(entry);
  const foreign: StoredEntry[] = [];
  const own: StoredEntry[] = [];
  for (const other of before.toReversed()) {
    const places = new Places(other);
    if (other.author !== entry.author) {
      if (touched.meet(places) || touched.shareWriter(places)) foreign.push(other);
    } else if (touched.meet(places)) own.push(other);
  }
  return [...foreign, ...own].slice(0, suspectsAtOnce);
}

type Range = { client: number; clock: number; length: number };

/** Where an entry writes, and what it builds on or deletes. */
class Places {
  readonly written: Range[] = [];
  readonly touched: Range[] = [];

  constructor({ update }: StoredEntry) {
    const content = readSoundUpdate(update)?.content;
    for (const struct of content?.structs ?? []) {
      this.written.push({ client: struct.id.client, clock: struct.id.clock, length: struct.length });
      if (!(struct instanceof Y.Item)) continue;
      for (const id of [struct.origin, struct.rightOrigin, struct.parent])
        if (id instanceof Y.ID) this.touched.push({ client: id.client, clock: id.clock, length: 1 });
    }
    for (const [client, ranges] of content?.ds.clients ?? [])
      for (const { clock, len } of ranges) this.touched.push({ client, clock, length: len });
  }

  /** Whether both write as the same client: two authors do that only when one of them hands on, or makes up, the other's words. */
  shareWriter(earlier: Places): boolean {
    return this.written.some(({ client }) => earlier.written.some((other) => other.client === client));
  }

  meet(earlier: Places): boolean {
    const mine = [...this.written, ...this.touched];
    return overlap(mine, earlier.written) || overlap(mine, earlier.touched);
  }
}

function overlap(some: readonly Range[], others: readonly Range[]): boolean {
  return some.some((one) =>
    others.some(
      (other) =>
        one.client === other.client && one.clock < other.clock + other.length && other.clock < one.clock + one.length,
    ),
  );
}

/** How much of what people wrote finds its place: everything that does not throw is counted. */
function integrated(base: Uint8Array, entries: readonly StoredEntry[]): number {
  const doc = new Y.Doc();
  try {
    for (const update of [base, ...entries.map((entry) => entry.update)]) {
      try {
        Y.applyUpdate(doc, update);
      } catch {
        // It counts for nothing; whether what follows still finds its place is what is being found out.
      }
    }
    return Y.decodeStateVector(Y.encodeStateVector(doc))
      .values()
      .reduce((sum, clock) => sum + clock, 0);
  } finally {
    doc.destroy();
  }
}
