/** Promises that come back: a room's open actions as cards for the next board. Pure. */
import { blankCard, type Card, type Frame } from '#lib/domain/board/card.ts';
import { placeIn, type Occupied } from '#lib/domain/board/zones.ts';
import type { ActionRow } from '../store/ports/action-port.ts';

/** The zone in which carried-over actions lie: the one for promises, or the first. */
export const promisesZone = (frames: readonly Frame[]): Frame | undefined =>
  frames.find(({ id }) => id === 'promises') ?? frames[0];

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
  const frame = promisesZone(frames);
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
