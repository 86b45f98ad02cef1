/** Trimming what is left: one peer offers new minutes for the steps to come, another accepts. */
import { stepsLeft } from './flow-budget.ts';
import { minute } from './flow-clock.ts';
import type { FlowEvent, FlowState, Transition, TrimmedSteps, UnderWayState } from './flow.ts';
import { accept, othersHere, refuse } from './flow-run.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf } from './plan.ts';

/** The open offer of new minutes; null when there is none. */
export function trimOfferOf(state: FlowState): { by: string; at: number; steps: TrimmedSteps } | null {
  return state.status === 'running' || state.status === 'paused' ? state.trim : null;
}

/** Nobody else there: it happens at once. */
export function offerTrim(state: FlowState, event: FlowEvent & { type: 'offer-trim' }, format: Format): Transition {
  if (state.status === 'lobby' || state.status === 'ended' || state.trim !== null) return refuse();
  if (!state.seats.includes(event.by)) return refuse('flow-no-seat');
  const left = new Set(stepsLeft(state, format).map(({ index }) => index));
  const positions = event.steps.map(({ position }) => position);
  if (new Set(positions).size !== positions.length || !positions.every((position) => left.has(position))) {
    return refuse();
  }
  if (!event.steps.every(({ minutes }) => Number.isInteger(minutes) && minutes >= 1 && minutes <= 180)) {
    return refuse('flow-minutes');
  }
  const trim = { by: event.by, at: event.at, steps: event.steps };
  if (event.present !== undefined && othersHere(state, event).length === 0) {
    return accept(trimmed(state, trim.steps, format));
  }
  return accept({ ...state, trim });
}

export function answerTrim(
  state: FlowState,
  { type, by }: FlowEvent & { type: 'withdraw-trim' | 'decline-trim' | 'accept-trim' },
  format: Format,
): Transition {
  if (state.status === 'lobby' || state.status === 'ended' || state.trim === null) return refuse();
  const { trim } = state;
  const asked = trim.by !== by && state.seats.includes(by);
  switch (type) {
    case 'withdraw-trim':
      return trim.by === by ? accept({ ...state, trim: null }) : refuse();
    case 'decline-trim':
      return asked ? accept({ ...state, trim: null }) : refuse();
    case 'accept-trim':
      return asked ? accept(trimmed(state, trim.steps, format)) : refuse();
  }
}

function trimmed(state: UnderWayState, steps: TrimmedSteps, format: Format): UnderWayState {
  const plan = planOf(format, state.turns);
  const minutes = new Map(steps.map((step) => [step.position, step.minutes]));
  const added = state.added.map((before, index) => {
    const wanted = minutes.get(index);
    const planned = plan[index];
    return wanted === undefined || planned === undefined ? before : (wanted - planned.step.minutes) * minute;
  });
  return { ...state, trim: null, added };
}
