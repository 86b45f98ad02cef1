/** Sealed writing: who writes, who is ready, and the moment in which all drafts are shown. Never what is written. */
import type { FlowEvent, FlowState, Seal, Transition, UnderWayState } from './flow.ts';
import { accept, refuse, without } from './flow-run.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf, turnsOf, type PlannedStep } from './plan.ts';
import { currentStep } from './roles.ts';

/** The seal of the current step; null when the step is not a sealed one, and in the lobby. */
export function sealOf(state: FlowState): Seal | null {
  if (state.status === 'lobby') return null;
  return state.seals.find(({ position }) => position === state.position) ?? null;
}

/**
 * Before the start: the first step, where everybody writes it in private, so that each can prepare it alone. Null when
 * there is nothing to prepare.
 */
export function stepToPrepare(state: FlowState, format: Format): PlannedStep | null {
  if (state.status !== 'lobby') return null;
  const first = planOf(format, turnsOf(format, state.seats.length))[0];
  return first?.step.sealed === true && first.turn === null ? first : null;
}

/** Whether what this person writes now is to stay on their device. */
export function isSealed(state: FlowState): boolean {
  const seal = sealOf(state);
  return seal !== null && !seal.revealed;
}

/** Who writes in the sealed step under way: everybody with a seat; where only the coaches write, the turn's owner rests. */
export function sealWriters(state: FlowState, format: Format): string[] {
  const planned = currentStep(state, format);
  const owner = planned?.turn == null || planned.step.writers === 'all' ? null : (state.seats[planned.turn] ?? null);
  return owner === null ? state.seats : without(state.seats, owner);
}

type SealCommand =
  'seal-write' | 'seal-ready' | 'seal-unready' | 'ask-reveal' | 'withdraw-reveal' | 'decline-reveal' | 'accept-reveal';

/**
 * The drafts are shown when everybody who writes and has the page open is ready, or when one asks and another agrees.
 * Whoever is not there keeps their draft; nobody else has it.
 */
export function sealed(state: FlowState, event: FlowEvent & { type: SealCommand }, format: Format): Transition {
  const seal = sealOf(state);
  if (state.status === 'lobby' || state.status === 'ended' || seal === null || seal.revealed) return refuse();
  const { by } = event;
  if (!state.seats.includes(by)) return refuse('flow-no-seat');
  const writers = sealWriters(state, format);
  if (!writers.includes(by)) return refuse('flow-not-yours');
  switch (event.type) {
    case 'seal-write':
      return seal.writing.includes(by) ? refuse() : withSeal(state, { ...seal, writing: [...seal.writing, by] });
    case 'seal-ready': {
      if (seal.ready.includes(by)) return refuse();
      const ready = [...seal.ready, by];
      const awaited = awaitedBy(writers, event);
      const settled = { ...seal, ready };
      return awaited.every((one) => ready.includes(one))
        ? reveal(state, settled, writers, event)
        : withSeal(state, settled);
    }
    case 'seal-unready':
      return seal.ready.includes(by) ? withSeal(state, { ...seal, ready: without(seal.ready, by) }) : refuse();
    case 'ask-reveal': {
      if (seal.revealAsked !== null) return refuse('flow-asked');
      const others = awaitedBy(writers, event).filter((one) => one !== by);
      return others.length === 0 ? reveal(state, seal, writers, event) : withSeal(state, { ...seal, revealAsked: by });
    }
    case 'withdraw-reveal':
      return seal.revealAsked === by ? withSeal(state, { ...seal, revealAsked: null }) : refuse();
    case 'decline-reveal':
      return isAsked(seal, by) ? withSeal(state, { ...seal, revealAsked: null }) : refuse();
    case 'accept-reveal':
      return isAsked(seal, by) ? reveal(state, seal, writers, event) : refuse();
  }
}

const isAsked = (seal: Seal, user: string): boolean => seal.revealAsked !== null && seal.revealAsked !== user;

/** Whose readiness counts: everybody who writes; when the event says who is there, only those. */
function awaitedBy(writers: string[], { by, present }: FlowEvent): string[] {
  return present === undefined ? writers : writers.filter((one) => one === by || present.includes(one));
}

function withSeal(state: UnderWayState, seal: Seal): Transition {
  const seals = state.seals.map((one) => (one.position === seal.position ? seal : one));
  return accept({ ...state, seals });
}

function reveal(state: UnderWayState, seal: Seal, writers: string[], event: FlowEvent): Transition {
  const { position } = seal;
  const there = awaitedBy(writers, event);
  const shownBy = writers.filter((one) => there.includes(one) || seal.ready.includes(one));
  const seals = state.seals.map((one) =>
    one.position === position ? { ...seal, revealed: true, shownBy, revealAsked: null } : one,
  );
  return accept({ ...state, seals }, [{ type: 'seal-revealed', position, at: event.at }]);
}
