import * as Y from 'yjs';
import type { Frame, Point } from '#lib/domain/board/card.ts';
import { zoneGrowth } from '#lib/domain/board/zone-growth.ts';
import { placeIn } from '#lib/domain/board/zones.ts';
import { boardMaps } from './board-maps.ts';
import { readName } from './board-values.ts';
import { readBoard } from './read-board.ts';
import { addFrame, changeFrame } from './write-frames.ts';
import { moveItems } from './write-items.ts';

/**
 * Makes a step's zone reach down to `bottom`, if it does not yet, and what lies in the zones below it makes way: see
 * `zoneGrowth`. Nothing happens when the zone is gone.
 */
export function growZone(doc: Y.Doc, id: string, bottom: number, origin: unknown = null): void {
  doc.transact(() => {
    const growth = zoneGrowth(readBoard(doc), id, bottom);
    if (growth === null) return;
    changeFrame(doc, id, { size: growth.size }, origin);
    for (const [zone, at] of Object.entries(growth.zones)) changeFrame(doc, zone, { at }, origin);
    moveItems(doc, growth.items, origin);
  }, origin);
}

/**
 * Gives a board the zones of another format. What people made stays where it is, their own frames too; promises that
 * were carried over move into the new zone for them (`promises`, or the first).
 */
export function replaceZones(doc: Y.Doc, zones: readonly Frame[], origin: unknown = null): void {
  doc.transact(() => {
    const { frames } = boardMaps(doc);
    for (const [id, map] of [...frames]) {
      if (map instanceof Y.Map && readName(map.get('step'), 64) !== null) frames.delete(id);
    }
    for (const zone of zones) addFrame(doc, zone, origin);
    const home = zones.find(({ id }) => id === 'promises') ?? zones[0];
    if (home === undefined) return;
    const { cards } = readBoard(doc);
    const taken = cards.filter(({ carriedFrom }) => carriedFrom === null).map(({ at, size }) => ({ at, size }));
    const places: Record<string, Point> = {};
    for (const { id, size, carriedFrom } of cards) {
      if (carriedFrom === null) continue;
      const at = placeIn(home, taken);
      taken.push({ at, size });
      places[id] = at;
    }
    moveItems(doc, places, origin);
  }, origin);
}
