import type { FlowState } from './flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf, turnsOf, type PlannedStep } from './plan.ts';
import { currentStep } from './roles.ts';

/**
 * What a swap would do now: exchange who goes first (`order`), pass the floor to the other's turn (`turn`),
 * or nothing, because two seats are needed and once the turns are over there is nothing left to swap (null).
 */
export function swapReach(state: FlowState, format: Format): 'order' | 'turn' | null {
  if (state.status === 'ended' || state.seats.length < 2) return null;
  const turns = state.status === 'lobby' ? turnsOf(format, state.seats.length) : state.turns;
  const firstTurn = planOf(format, turns).find((planned) => planned.turn !== null);
  if (firstTurn === undefined) return null;
  if (state.status === 'lobby' || state.position < firstTurn.index) return 'order';
  const here = currentStep(state, format);
  const stage = here === null ? undefined : format.stages[here.stage];
  // A single turn has no other to go to.
  return stage?.kind === 'turn' && stage.who === 'each' ? 'turn' : null;
}

/**
 * Where a swap during a turn leads: to where the other's turn was left, or to its first step. When the coachee
 * offered, the one who accepts gets the floor; otherwise the one who offered gets it. Null when nobody's turn would change.
 */
export function swapTarget(
  state: Exclude<FlowState, { status: 'lobby' }>,
  offeredBy: string,
  acceptedBy: string,
  format: Format,
): PlannedStep | null {
  const plan = planOf(format, state.turns);
  const here = plan[state.position];
  if (here === undefined || here.turn === null) return null;
  const turn = state.seats.indexOf(state.seats[here.turn] === offeredBy ? acceptedBy : offeredBy);
  const inTurn = plan.filter((planned) => planned.stage === here.stage && planned.turn === turn);
  return inTurn.find((planned) => planned.index === state.bookmarks[turn]) ?? inTurn[0] ?? null;
}
