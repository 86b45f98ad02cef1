import { acceptAdvance, declineAdvance, markReady, next, unmarkReady, withdrawAdvance } from './flow-advance.ts';
import { bringCase, chooseCase } from './flow-cases.ts';
import { minute } from './flow-clock.ts';
import { chooseFormat } from './flow-format.ts';
import { skipTurn, stand } from './flow-left.ts';
import { answerObserver, observe, unobserve } from './flow-observers.ts';
import { accept, freshRun, goTo, lobby, pause, refuse, run, without } from './flow-run.ts';
import { sealed } from './flow-seal.ts';
import { endSilence, silenceOver, startSilence } from './flow-silence.ts';
import { answerSwap, offerSwap } from './flow-swap.ts';
import { tray } from './flow-tray.ts';
import { answerTrim, offerTrim } from './flow-trim.ts';
import { cameBack, resume, waitFor } from './flow-waiting.ts';
import type { FlowEvent, FlowState, LobbyState, Transition, UnderWayState } from './flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { placesOf, planOf } from './plan.ts';

export { lobby };

/** A step grows by at most this much over its life, in milliseconds. */
const mostAdded = 180 * minute;
const mostMinutesAtOnce = 30;

/**
 * What becomes of a session's flow when something is asked of it. Pure: time and author come in the event, and
 * a refused event changes nothing. The server decides with it; clients run it to show the outcome at once.
 * Rights (who may lead) are not checked here, only whether the seats and the roles allow it.
 */
export function transition(state: FlowState, event: FlowEvent, format: Format): Transition {
  if (state.status === 'ended') return refuse('session-ended');
  switch (event.type) {
    case 'sit':
      return accept(sit(state, event.by, format));
    case 'stand':
      return accept(stand(state, event.by, event.at));
    case 'choose-format':
      return chooseFormat(state, format);
    case 'start':
      return state.status === 'lobby' && state.seats.length > 0
        ? accept(run(freshRun(state, event.at, format), event.at))
        : refuse();
    case 'pause':
      return state.status === 'running' ? accept(pause(state, event.at)) : refuse();
    case 'resume':
      return state.status === 'paused' ? accept(resume(state, event.at)) : refuse();
    case 'next':
      return next(state, event, format);
    case 'skip':
      return next(state, event, format, 'optional-step');
    case 'hand-over':
      return next(state, event, format, 'turn');
    case 'skip-turn':
      return skipTurn(state, event, format);
    case 'back':
      return back(state, event.at, format);
    case 'extend':
      return extend(state, event.minutes);
    case 'ready':
      return markReady(state, event, format);
    case 'unready':
      return unmarkReady(state, event);
    case 'accept-advance':
      return acceptAdvance(state, event, format);
    case 'decline-advance':
      return declineAdvance(state, event);
    case 'withdraw-advance':
      return withdrawAdvance(state, event);
    case 'offer-swap':
      return offerSwap(state, event, format);
    case 'withdraw-swap':
    case 'decline-swap':
    case 'accept-swap':
      return answerSwap(state, { ...event, type: event.type }, format);
    case 'offer-trim':
      return offerTrim(state, event, format);
    case 'withdraw-trim':
    case 'decline-trim':
    case 'accept-trim':
      return answerTrim(state, { ...event, type: event.type }, format);
    case 'seal-write':
    case 'seal-ready':
    case 'seal-unready':
    case 'ask-reveal':
    case 'withdraw-reveal':
    case 'decline-reveal':
    case 'accept-reveal':
      return sealed(state, { ...event, type: event.type }, format);
    case 'hold-idea':
    case 'invite-idea':
    case 'dismiss-idea':
    case 'withdraw-idea':
      return tray(state, event, format);
    case 'start-silence':
      return startSilence(state, event);
    case 'end-silence':
      return endSilence(state, event, format);
    case 'silence-over':
      return silenceOver(state, event);
    case 'wait-for':
      return waitFor(state, event);
    case 'came-back':
      return cameBack(state, event);
    case 'offer-case':
    case 'withdraw-case':
      return bringCase(state, { ...event, type: event.type }, format);
    case 'choose-case':
      return chooseCase(state, event, format);
    case 'observe':
      return observe(state, event);
    case 'unobserve':
      return unobserve(state, event);
    case 'agree-observer':
    case 'refuse-observer':
      return answerObserver(state, { ...event, type: event.type });
    case 'end':
      return end(state, event.at, format);
  }
}

/** Once started, the number of turns is fixed: somebody without a turn has no seat either. */
function sit(state: LobbyState | UnderWayState, user: string, format: Format): FlowState {
  if (state.status !== 'lobby' && state.left.includes(user)) return { ...state, left: without(state.left, user) };
  const places = state.status === 'lobby' ? format.people.max : placesOf(format, state.turns);
  if (state.seats.includes(user) || state.seats.length >= places) return state;
  return { ...state, seats: state.status === 'lobby' ? seated(state, user) : [...state.seats, user] };
}

/** A newcomer sits before those who are to come after them, where an order was settled beforehand; at the end otherwise. */
function seated({ seats, order }: LobbyState, user: string): string[] {
  const rank = (person: string): number => (order.includes(person) ? order.indexOf(person) : order.length);
  const behind = seats.findIndex((seat) => rank(seat) > rank(user));
  return behind === -1 ? [...seats, user] : seats.toSpliced(behind, 0, user);
}

function back(state: LobbyState | UnderWayState, at: number, format: Format): Transition {
  if (state.status === 'lobby') return refuse();
  const target = planOf(format, state.turns)[state.position - 1];
  return target === undefined ? refuse() : accept(goTo(state, target, at, format));
}

function extend(state: LobbyState | UnderWayState, minutes: number): Transition {
  if (state.status === 'lobby') return refuse();
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > mostMinutesAtOnce) return refuse('flow-minutes');
  const total = (state.added[state.position] ?? 0) + minutes * minute;
  if (total > mostAdded) return refuse('flow-minutes');
  return accept({ ...state, added: state.added.map((added, index) => (index === state.position ? total : added)) });
}

/** Also from the lobby: a session that was opened by mistake ends without a minute spent. */
function end(state: LobbyState | UnderWayState, at: number, format: Format): Transition {
  const last =
    state.status === 'lobby' ? freshRun(state, at, format) : state.status === 'running' ? pause(state, at) : state;
  const endedAt = Math.max(at, last.startedAt);
  const ended: FlowState = {
    ...last,
    status: 'ended',
    swap: null,
    ready: [],
    cases: [],
    advance: null,
    trim: null,
    ideas: [],
    silence: null,
    waitingFor: null,
    endedAt,
  };
  return accept(ended, [{ type: 'session-ended', at: endedAt }]);
}
