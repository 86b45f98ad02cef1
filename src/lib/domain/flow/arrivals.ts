import type { FlowCommand, FlowState } from './flow.ts';

/** Whether all that happened between the two is that peers took free seats: nothing that anybody decided. */
export function onlyArrivals(before: FlowState, after: FlowState): boolean {
  return (
    after.seats.length > before.seats.length &&
    before.seats.every((seat, index) => after.seats[index] === seat) &&
    JSON.stringify({ ...after, seats: [] }) === JSON.stringify({ ...before, seats: [] })
  );
}

/** What means the same whatever else was said in the meantime, as long as the session stands in the same step. */
const lasting = new Set<FlowCommand['type']>([
  'next',
  'hand-over',
  'ready',
  'unready',
  'extend',
  'seal-write',
  'seal-ready',
  'seal-unready',
  'hold-idea',
  'invite-idea',
  'dismiss-idea',
  'withdraw-idea',
  'start-silence',
  'end-silence',
  'offer-case',
  'withdraw-case',
  'agree-observer',
]);

/**
 * Whether a command that was given in the state `before` still means what it meant in `after`, so that it may be sent
 * again without asking. Two people who press Next at once have agreed to go on.
 */
export function stillMeant(command: FlowCommand, before: FlowState, after: FlowState): boolean {
  if (onlyArrivals(before, after)) return true;
  return lasting.has(command.type) && placeOf(before) === placeOf(after);
}

const placeOf = (state: FlowState): string =>
  state.status === 'lobby' || state.status === 'ended' ? state.status : String(state.position);
