/** Who watches: a third person may, once every peer with a seat agrees. */
import type { FlowEvent, FlowState, LobbyState, Transition } from './flow.ts';
import { accept, refuse } from './flow-run.ts';

/** Whether every peer with a seat who has not left the room agrees that this person watches. Without peers nobody can. */
export function mayWatch(state: FlowState, user: string): boolean {
  const asks = state.observers.find((observer) => observer.user === user);
  const asked = state.status === 'lobby' ? state.seats : state.seats.filter((seat) => !state.left.includes(seat));
  return asks !== undefined && asked.length > 0 && asked.every((seat) => asks.agreed.includes(seat));
}

/** All who may watch now. */
export const watchersOf = (state: FlowState): string[] =>
  state.observers.filter(({ user }) => mayWatch(state, user)).map(({ user }) => user);

/** What somebody who waits for the peers to agree may know of a session: who has a seat, and who agrees. */
export function doorView(state: FlowState): LobbyState {
  const { seats, observers } = state;
  return { status: 'lobby', seats, observers, swap: null, ready: [], cases: [], order: [] };
}

/** Server-made: an observer comes and asks to watch. Nothing happens when they have asked. */
export function observe(state: FlowState, { by }: FlowEvent): Transition {
  if (state.observers.some(({ user }) => user === by) || state.observers.length >= 6) return accept(state);
  return accept({ ...state, observers: [...state.observers, { user: by, agreed: [] }] });
}

/** Server-made: an observer has left the room. */
export function unobserve(state: FlowState, { by }: FlowEvent): Transition {
  if (!state.observers.some(({ user }) => user === by)) return accept(state);
  return accept({ ...state, observers: state.observers.filter(({ user }) => user !== by) });
}

/** One peer's key. A refusal takes effect at once, also when it is a change of mind. */
export function answerObserver(
  state: FlowState,
  { type, by, at, user }: FlowEvent & { type: 'agree-observer' | 'refuse-observer'; user: string },
): Transition {
  const asks = state.observers.find((observer) => observer.user === user);
  if (asks === undefined) return refuse();
  if (!state.seats.includes(by)) return refuse('flow-no-seat');
  if (type === 'refuse-observer') {
    const observers = state.observers.filter((observer) => observer.user !== user);
    return accept({ ...state, observers }, [{ type: 'observer-refused', user, at }]);
  }
  if (asks.agreed.includes(by)) return refuse();
  const observers = state.observers.map((observer) =>
    observer.user === user ? { ...observer, agreed: [...observer.agreed, by] } : observer,
  );
  return accept({ ...state, observers });
}
