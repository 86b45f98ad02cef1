/** A peer who drops out is waited for: the clock stands until they are back, or until the others go on without them. */
import type { FlowEvent, FlowState, Transition, UnderWayState } from './flow.ts';
import { accept, pause, run, without } from './flow-run.ts';

/** How long a peer may be away before the clock stands, in milliseconds. */
export const dropPatience = 30_000;

type Dropped = FlowEvent & { type: 'wait-for' | 'came-back'; user: string };

/** Server-made: this peer has been away for `dropPatience`. Nothing happens when the clock stands already. */
export function waitFor(state: FlowState, { user, at, present = [] }: Dropped): Transition {
  if (state.status !== 'running' || !state.seats.includes(user) || present.includes(user)) return accept(state);
  if (state.without.includes(user) || state.left.includes(user)) return accept(state);
  return accept({ ...pause(state, at), waitingFor: { user, since: at } });
}

/** Server-made: a peer who was away is here again, and the clock runs if it stood for them. */
export function cameBack(state: FlowState, { user, at }: Dropped): Transition {
  if (state.status === 'lobby' || state.status === 'ended') return accept(state);
  const known = state.without.includes(user) ? { ...state, without: without(state.without, user) } : state;
  if (known.status !== 'paused' || known.waitingFor?.user !== user) return accept(known);
  return accept(run({ ...known, waitingFor: null }, at));
}

/** From a pause; whoever was waited for is not waited for any more until they come back. */
export function resume(state: UnderWayState, at: number): FlowState {
  const missing = state.waitingFor?.user;
  const gone = missing === undefined ? state.without : [...without(state.without, missing), missing];
  return run({ ...state, waitingFor: null, without: gone }, at);
}
