/** Promises that come back: a room's open actions as cards for the next board. Pure. */
import { blankCard, type Card, type Frame } from '#lib/domain/card.ts';
import { placeIn, type Occupied } from '#lib/domain/zones.ts';
import type { ActionRow } from '../store/ports.ts';

/** The frame in which carried-over actions lie; formats without it get them in their first frame. */
const promisesFrame = 'promises';

export interface CarryOver {
  /** The frames of the new board. */
  frames: readonly Frame[];
  /** The room's open actions. */
  actions: readonly ActionRow[];
  /** The numbers of the room's sessions, by id. */
  numbers: ReadonlyMap<string, number>;
  /** What lies on the new board already. */
  taken?: readonly Occupied[];
}

/**
 * Each action keeps its id, which is its lineage, and remembers the number of the session it was last on.
 * The oldest promise comes first, so that none is forgotten under newer ones.
 */
export function carriedOverCards({ frames, actions, numbers, taken: there = [] }: CarryOver): Card[] {
  const frame = frames.find(({ id }) => id === promisesFrame) ?? frames[0];
  const taken: Occupied[] = [...there];
  return [...actions]
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    .map((action) => {
      const at = frame ? placeIn(frame, taken) : { x: 0, y: taken.length * 120 };
      taken.push({ at, size: null });
      return blankCard({
        id: action.id,
        kind: 'action',
        text: action.text,
        at,
        // Who wrote it first is told by the board it was written on; here the server put it.
        author: null,
        createdAt: action.createdAt,
        step: frame?.step ?? null,
        owner: action.owner,
        due: action.due,
        confidence: action.confidence,
        plan: action.plan,
        status: action.status,
        carriedFrom: numbers.get(action.lastSession) ?? null,
      });
    });
}
