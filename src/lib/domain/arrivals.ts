import type { FlowState } from './flow.ts';

/** Whether all that happened between the two is that peers took free seats: nothing that anybody decided. */
export function onlyArrivals(before: FlowState, after: FlowState): boolean {
  return (
    after.seats.length > before.seats.length &&
    before.seats.every((seat, index) => after.seats[index] === seat) &&
    JSON.stringify({ ...after, seats: [] }) === JSON.stringify({ ...before, seats: [] })
  );
}
