/** A peer who leaves the room after the start: their seat stays with its turn, and the others may leave that turn out. */
import type { FlowEvent, FlowState, LobbyState, Transition, UnderWayState } from './flow.ts';
import { accept, behindTurn, leaveOutUntil, refuse, run, without } from './flow-run.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { rolesAt } from './roles.ts';

/**
 * Before the start the seat is free for somebody else. Afterwards it stands for a turn that was had or is to come: it
 * stays, and is there when its owner comes back. Nobody is waited for who has left.
 */
export function stand(state: LobbyState | UnderWayState, user: string, at: number): LobbyState | UnderWayState {
  if (!state.seats.includes(user)) return state;
  if (state.status === 'lobby') {
    // An open offer to swap was made among those who sat there.
    const { seats, ready, cases } = state;
    return {
      ...state,
      seats: without(seats, user),
      ready: without(ready, user),
      cases: without(cases, user),
      swap: null,
    };
  }
  if (state.left.includes(user)) return state;
  const gone = { ...state, left: [...state.left, user] };
  return state.status === 'paused' && state.waitingFor?.user === user ? run({ ...gone, waitingFor: null }, at) : gone;
}

/** Whose turn it is, when they have left the room; null otherwise. */
export function turnLeftBehind(state: FlowState, format: Format): string | null {
  if (state.status !== 'running' && state.status !== 'paused') return null;
  const { coachee } = rolesAt(state, format);
  return coachee !== null && state.left.includes(coachee) ? coachee : null;
}

/** Goes on behind the turn of somebody who has left the room; its steps no longer count in what is left. */
export function skipTurn(state: LobbyState | UnderWayState, event: FlowEvent, format: Format): Transition {
  if (state.status === 'lobby' || turnLeftBehind(state, format) === null) return refuse();
  if (!state.seats.includes(event.by)) return refuse('flow-no-seat');
  const target = behindTurn(state, format);
  return target === null ? refuse() : accept(leaveOutUntil(state, target, event.at, format));
}
