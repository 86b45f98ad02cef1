import type { FlowState } from './flow.ts';
import type { Floor, Format } from '#lib/domain/formats/format.ts';
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
  /** Everybody who coaches in this turn: `coach` first, and in a circle the others as well. */
  coaches: string[];
  /** Peers with a seat who watch in this turn, as the third in a triad. */
  observers: string[];
  turn: number | null;
}

/**
 * The turn's owner is the coachee, whoever sits next (round the table) is the coach; the others watch, or coach along,
 * as the format says.
 */
export function rolesAt(state: FlowState, format: Format): Roles {
  const planned = currentStep(state, format);
  if (state.status === 'lobby' || planned === null || planned.turn === null) {
    return { coachee: null, coach: null, coaches: [], observers: [], turn: null };
  }
  const { turn } = planned;
  // With a single turn the coach sits beside the coachee, not in the coachee's own place.
  const places = Math.max(2, state.turns);
  const coachee = state.seats[turn] ?? null;
  const coach = state.seats[(turn + 1) % places] ?? null;
  const others = state.seats.filter((seat) => seat !== coachee && seat !== coach);
  const stage = format.stages[planned.stage];
  const coachAlong = stage?.kind === 'turn' && stage.others === 'coach';
  const first = coach === null ? [] : [coach];
  return {
    coachee,
    coach,
    coaches: coachAlong ? [...first, ...others] : first,
    observers: coachAlong ? [] : others,
    turn,
  };
}

/** Who holds the floor now: how the step says it, and the user ids that it means. Null in the lobby. */
export function floorAt(state: FlowState, format: Format): { floor: Floor; holders: string[] } | null {
  const planned = currentStep(state, format);
  if (planned === null) return null;
  const { floor } = planned.step;
  const { coachee, coaches, observers, turn } = rolesAt(state, format);
  switch (floor) {
    case 'all-silent':
      return { floor, holders: [] };
    case 'both':
      return { floor, holders: [...state.seats] };
    case 'coachee':
      return { floor, holders: turn === null ? [...state.seats] : coachee === null ? [] : [coachee] };
    case 'coach':
      return { floor, holders: turn === null ? [...state.seats] : coaches };
    case 'observer':
      return { floor, holders: turn === null ? [...state.seats] : observers };
  }
}
