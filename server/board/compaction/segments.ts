/**
 * The time line of a board in segments: what one author wrote within a few seconds, with who and when. A segment builds
 * only on those before it, so that they can be read one after the other: a document sets aside what builds on something
 * that is not there yet, and when two wait for each other it may never take either.
 */
import * as Y from 'yjs';
import type { BoardSegment, StoredEntry } from '../../store/ports/archive-port.ts';
import { mergeSound } from '../update/merge.ts';

type Content = ReturnType<typeof Y.decodeUpdate>;

/** The longest stretch of one author's writing that becomes one segment, in milliseconds. */
const segmentMs = 5_000;

/** In the making. `nth`: segments are counted in the order of their first entries. */
interface Segment {
  readonly nth: number;
  readonly entries: [StoredEntry, ...StoredEntry[]];
}

/** These entries, oldest first, in segments. People who write at the same time have segments side by side. */
export function segmentsOf(entries: readonly StoredEntry[]): BoardSegment[] {
  const segments: Segment[] = [];
  const latest = new Map<string | null, Segment>();
  const places = new Places();
  for (const entry of entries) {
    const content = Y.decodeUpdate(entry.update);
    let segment = latest.get(entry.author);
    const goesOn =
      segment !== undefined &&
      entry.at - segment.entries[0].at <= segmentMs &&
      places.latestUnder(content) <= segment.nth;
    if (segment !== undefined && goesOn) segment.entries.push(entry);
    else {
      segment = { nth: segments.length, entries: [entry] };
      segments.push(segment);
      latest.set(entry.author, segment);
    }
    places.take(content, segment.nth);
  }
  return segments.map(toBoardSegment);
}

/** In which segment the words of these entries stand. */
class Places {
  readonly #runs = new Map<number, { from: number; to: number; nth: number }[]>();

  take({ structs }: Content, nth: number): void {
    for (const { id, length } of structs) {
      const runs = this.#runs.get(id.client) ?? [];
      this.#runs.set(id.client, runs);
      const last = runs.at(-1);
      if (last !== undefined && last.nth === nth && last.to === id.clock) last.to += length;
      else runs.push({ from: id.clock, to: id.clock + length, nth });
    }
  }

  /** The last of the segments that hold something on which this builds, or which it deletes; -1: none does. */
  latestUnder({ structs, ds }: Content): number {
    let latest = -1;
    const look = (client: number, from: number, length: number): void => {
      for (const run of this.#runs.get(client) ?? [])
        if (run.nth > latest && run.from < from + length && from < run.to) latest = run.nth;
    };
    for (const struct of structs) {
      if (struct.id.clock > 0) look(struct.id.client, struct.id.clock - 1, 1);
      if (!(struct instanceof Y.Item)) continue;
      for (const id of [struct.origin, struct.rightOrigin, struct.parent])
        if (id instanceof Y.ID) look(id.client, id.clock, 1);
    }
    for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) look(client, clock, len);
    return latest;
  }
}

function toBoardSegment({ entries }: Segment): BoardSegment {
  const [first] = entries;
  const last = entries.at(-1) ?? first;
  const bytes = mergeSound(entries.map(({ update }) => update));
  return { fromSeq: first.seq, toSeq: last.seq, fromAt: first.at, toAt: last.at, author: first.author, bytes };
}
