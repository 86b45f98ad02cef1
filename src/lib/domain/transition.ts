import { minute } from './flow-clock.ts';
import type { FlowEvent, FlowRefusal, FlowState, Transition } from './flow.ts';
import type { Format } from './format.ts';
import { planOf, turnsOf, type PlannedStep } from './plan.ts';
import { swapReach, swapTarget } from './swap.ts';

type Lobby = Extract<FlowState, { status: 'lobby' }>;
type Running = Extract<FlowState, { status: 'running' }>;
type Paused = Extract<FlowState, { status: 'paused' }>;
type UnderWay = Running | Paused;

/** A step grows by at most this much over its life, in milliseconds. */
const mostAdded = 180 * minute;
const mostMinutesAtOnce = 30;

/** Where every session begins: nobody has started it, these peers (user ids) have a seat. */
export function lobby(seats: string[]): FlowState {
  return { status: 'lobby', seats: [...new Set(seats)], swap: null };
}

/**
 * What becomes of a session's flow when something is asked of it. Pure: time and author come in the event, and
 * a refused event changes nothing. The server decides with it; clients run it to show the outcome at once.
 * Rights (who may lead) are not checked here, only whether the seats allow it.
 */
export function transition(state: FlowState, event: FlowEvent, format: Format): Transition {
  if (state.status === 'ended') return refuse('session-ended');
  switch (event.type) {
    case 'sit':
      return accept(sit(state, event.by, format));
    case 'stand':
      return accept(stand(state, event.by));
    case 'start':
      return state.status === 'lobby' && state.seats.length > 0 ? accept(start(state, event.at, format)) : refuse();
    case 'pause':
      return state.status === 'running' ? accept(pause(state, event.at)) : refuse();
    case 'resume':
      return state.status === 'paused' ? accept({ ...state, status: 'running', since: event.at }) : refuse();
    case 'next':
      return step(state, 1, event.at, format);
    case 'back':
      return step(state, -1, event.at, format);
    case 'extend':
      return extend(state, event.minutes);
    case 'offer-swap':
      return state.swap === null && state.seats.includes(event.by) && swapReach(state, format) !== null
        ? accept({ ...state, swap: { by: event.by, at: event.at } })
        : refuse();
    case 'withdraw-swap':
      return state.swap?.by === event.by ? accept({ ...state, swap: null }) : refuse();
    case 'decline-swap':
      return isAsked(state, event.by) ? accept({ ...state, swap: null }) : refuse();
    case 'accept-swap':
      return acceptSwap(state, event.by, event.at, format);
    case 'end':
      return end(state, event.at, format);
  }
}

function accept(state: FlowState): Transition {
  return { ok: true, state, effects: [] };
}

function refuse(error: FlowRefusal = 'flow-not-now'): Transition {
  return { ok: false, error };
}

/** Once started, the number of seats is the number of turns: somebody without a turn has no seat either. */
function sit(state: Lobby | UnderWay, user: string, format: Format): FlowState {
  const places = state.status === 'lobby' ? format.people.max : state.turns;
  if (state.seats.includes(user) || state.seats.length >= places) return state;
  return { ...state, seats: [...state.seats, user] };
}

/**
 * Before the start the seat is free for somebody else. Afterwards it stands for a turn that was had or is to come: it
 * stays, and is there when its owner comes back.
 */
function stand(state: Lobby | UnderWay, user: string): Lobby | UnderWay {
  if (state.status !== 'lobby' || !state.seats.includes(user)) return state;
  // An open offer to swap was made among those who sat there.
  return { ...state, seats: state.seats.filter((seat) => seat !== user), swap: null };
}

function start(state: Lobby, at: number, format: Format): Running {
  return { status: 'running', seats: state.seats, swap: null, ...freshRun(state, at, format), since: at };
}

function freshRun(state: Lobby, at: number, format: Format): Omit<Paused, 'status' | 'seats' | 'swap'> {
  const turns = turnsOf(format, state.seats.length);
  const plan = planOf(format, turns);
  return {
    turns,
    position: 0,
    bookmarks: Array.from({ length: turns }, (_, turn) => plan.find((planned) => planned.turn === turn)?.index ?? 0),
    spent: plan.map(() => 0),
    added: plan.map(() => 0),
    startedAt: at,
  };
}

/** Time spent in each step up to `at`. A clock that was set back adds nothing. */
function spentUntil(state: UnderWay, at: number): number[] {
  if (state.status === 'paused') return state.spent;
  const stretch = Math.max(0, at - state.since);
  return state.spent.map((spent, index) => (index === state.position ? spent + stretch : spent));
}

function pause(state: Running, at: number): Paused {
  const { since: _since, ...rest } = state;
  return { ...rest, status: 'paused', spent: spentUntil(state, at) };
}

/** Whatever the flow did before, it runs in the step it goes to; an open offer to swap was about the step before. */
function goTo(state: UnderWay, target: PlannedStep, at: number): Running {
  const bookmarks = state.bookmarks.map((mark, turn) => (turn === target.turn ? target.index : mark));
  const spent = spentUntil(state, at);
  return { ...state, status: 'running', swap: null, position: target.index, bookmarks, spent, since: at };
}

function step(state: Lobby | UnderWay, by: 1 | -1, at: number, format: Format): Transition {
  if (state.status === 'lobby') return refuse();
  const target = planOf(format, state.turns)[state.position + by];
  return target === undefined ? refuse() : accept(goTo(state, target, at));
}

function extend(state: Lobby | UnderWay, minutes: number): Transition {
  if (state.status === 'lobby') return refuse();
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > mostMinutesAtOnce) return refuse('flow-minutes');
  const total = (state.added[state.position] ?? 0) + minutes * minute;
  if (total > mostAdded) return refuse('flow-minutes');
  return accept({ ...state, added: state.added.map((added, index) => (index === state.position ? total : added)) });
}

/** An offer is open and this seated peer is the one who can answer it. */
function isAsked(state: Lobby | UnderWay, user: string): boolean {
  return state.swap !== null && state.swap.by !== user && state.seats.includes(user);
}

function acceptSwap(state: Lobby | UnderWay, by: string, at: number, format: Format): Transition {
  if (state.swap === null || !isAsked(state, by)) return refuse();
  const offeredBy = state.swap.by;
  switch (swapReach(state, format)) {
    case null:
      return refuse();
    case 'order': {
      const seats = state.seats.map((seat) => (seat === by ? offeredBy : seat === offeredBy ? by : seat));
      return accept({ ...state, seats, swap: null });
    }
    case 'turn': {
      if (state.status === 'lobby') return refuse();
      const target = swapTarget(state, offeredBy, by, format);
      return target === null ? refuse() : accept(goTo(state, target, at));
    }
  }
}

/** Also from the lobby: a session that was opened by mistake ends without a minute spent. */
function end(state: Lobby | UnderWay, at: number, format: Format): Transition {
  const { seats } = state;
  if (state.status === 'lobby') {
    const ended: FlowState = { status: 'ended', seats, swap: null, ...freshRun(state, at, format), endedAt: at };
    return { ok: true, state: ended, effects: [{ type: 'session-ended', at }] };
  }
  const { turns, position, bookmarks, added, startedAt } = state;
  const endedAt = Math.max(at, startedAt);
  const spent = spentUntil(state, at);
  const ended: FlowState = {
    status: 'ended',
    seats,
    swap: null,
    turns,
    position,
    bookmarks,
    spent,
    added,
    startedAt,
    endedAt,
  };
  return { ok: true, state: ended, effects: [{ type: 'session-ended', at: endedAt }] };
}
