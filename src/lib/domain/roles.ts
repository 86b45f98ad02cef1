import type { FlowState } from './flow.ts';
import type { Floor, Format } from './format.ts';
import { planOf, type PlannedStep } from './plan.ts';

/** Where the session is; for an ended one, where it stopped. Null in the lobby. */
export function currentStep(state: FlowState, format: Format): PlannedStep | null {
  if (state.status === 'lobby') return null;
  return planOf(format, state.turns)[state.position] ?? null;
}

/** Who is who right now, as user ids; null where the seat is still empty, and outside a turn. */
export interface Roles {
  coachee: string | null;
  coach: string | null;
  turn: number | null;
}

/** The turn's owner is the coachee, whoever sits next (round the table) is the coach. */
export function rolesAt(state: FlowState, format: Format): Roles {
  const planned = currentStep(state, format);
  if (state.status === 'lobby' || planned === null || planned.turn === null) {
    return { coachee: null, coach: null, turn: null };
  }
  const { turn } = planned;
  // With a single turn the coach sits beside the coachee, not in the coachee's own place.
  const places = Math.max(2, state.turns);
  return { coachee: state.seats[turn] ?? null, coach: state.seats[(turn + 1) % places] ?? null, turn };
}

/** Who holds the floor now: how the step says it, and the user ids that it means. Null in the lobby. */
export function floorAt(state: FlowState, format: Format): { floor: Floor; holders: string[] } | null {
  const planned = currentStep(state, format);
  if (planned === null) return null;
  const { floor } = planned.step;
  const { coachee, coach, turn } = rolesAt(state, format);
  const some = (person: string | null): string[] => (person === null ? [] : [person]);
  switch (floor) {
    case 'all-silent':
      return { floor, holders: [] };
    case 'both':
      return { floor, holders: [...state.seats] };
    case 'coachee':
      return { floor, holders: turn === null ? [...state.seats] : some(coachee) };
    case 'coach':
      return { floor, holders: turn === null ? [...state.seats] : some(coach) };
    case 'observer':
      return { floor, holders: state.seats.filter((seat) => seat !== coachee && seat !== coach) };
  }
}
