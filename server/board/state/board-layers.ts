/**
 * What a board holds, in layers. A small board has one. On a large one whatever was written lately is a second layer:
 * merging it into the first would take as long as reading all of the board, and somebody waits for the answer.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { BoardIndex } from './board-index.ts';
import type { UpdateContent } from '../update/sound-update.ts';

/** The oldest first. Each is an update as Yjs writes it after merging; one may say what another says too. */
export type BoardLayers = readonly [BoardIndex, ...BoardIndex[]];

/** The clock up to which this client's words are here without a gap. */
function reachedIn(layers: BoardLayers, client: number): number {
  let reached = 0;
  for (const layer of layers) reached = layer.reached(client, reached);
  return reached;
}

/** What is here without a gap, as an encoded state vector. Where one layer fills a gap of another it says less than there is. */
export function stateVectorOf(layers: BoardLayers): Uint8Array {
  const reached = new Map<number, number>();
  for (const layer of layers)
    for (const client of layer.clients()) {
      const clock = layer.reached(client, reached.get(client));
      if (clock > 0) reached.set(client, clock);
    }
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, reached.size);
    for (const [client, clock] of reached) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
    }
  });
}

/** Whether all that this update says is here already: then it need not be stored again. */
export function holdAll(layers: BoardLayers, { structs, ds }: UpdateContent): boolean {
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    if (struct.id.clock + struct.length > reachedIn(layers, struct.id.client)) return false;
  }
  for (const [client, ranges] of ds.clients) {
    let left: readonly Range[] = ranges;
    for (const { deleted } of layers) {
      const here = deleted.clients.get(client) ?? [];
      left = left.flatMap((range) => without(here, range));
    }
    if (left.length > 0) return false;
  }
  return true;
}

/**
 * Stretches that are deleted and not here. Documents look through all of them again with every update that they get.
 * `added`: what is about to come; its words count as here, its deletions are counted too.
 */
export function countUnfounded(layers: BoardLayers, added: UpdateContent): number {
  const brought = new Map<number, number>();
  for (const { id, length } of added.structs) brought.set(id.client, id.clock + length);
  let count = 0;
  for (const deleted of [...layers.map((layer) => layer.deleted), added.ds])
    for (const [client, ranges] of deleted.clients) {
      const reached = Math.max(reachedIn(layers, client), brought.get(client) ?? 0);
      for (let nth = ranges.length - 1; nth >= 0; nth--) {
        const range = ranges[nth];
        // They ascend: all before it are here.
        if (range === undefined || range.clock + range.len <= reached) break;
        count++;
      }
    }
  return count;
}

interface Range {
  readonly clock: number;
  readonly len: number;
}

/** What of a range none of these covers; they are sorted and joined, as merging leaves them. */
function without(ranges: readonly Range[], { clock, len }: Range): Range[] {
  const left: Range[] = [];
  const end = clock + len;
  let from = clock;
  for (let nth = firstEndingAfter(ranges, clock); from < end; nth++) {
    const range = ranges[nth];
    const next = range === undefined ? end : Math.min(range.clock, end);
    if (next > from) left.push({ clock: from, len: next - from });
    from = range === undefined ? end : Math.max(from, range.clock + range.len);
  }
  return left;
}

function firstEndingAfter(ranges: readonly Range[], clock: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range !== undefined && range.clock + range.len <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
