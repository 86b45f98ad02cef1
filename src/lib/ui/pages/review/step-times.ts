import type { FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf } from '#lib/domain/flow/plan.ts';

/** How long a step took, in milliseconds, beside what was planned for it. */
export interface StepTime {
  /** Its place in the plan. */
  index: number;
  title: string;
  /** Whose turn it belonged to, by user id; null outside a turn or where the seat stayed empty. */
  owner: string | null;
  plannedMs: number;
  spentMs: number;
}

/** The steps on which time was spent, in the order of the plan. Empty for a session that never started. */
export function stepTimes(flow: FlowState, format: Format): StepTime[] {
  if (flow.status === 'lobby') return [];
  return planOf(format, flow.turns).flatMap(({ index, step, turn }) => {
    const spentMs = flow.spent[index] ?? 0;
    if (spentMs <= 0) return [];
    const owner = turn === null ? null : (flow.seats[turn] ?? null);
    return [{ index, title: step.title, owner, plannedMs: step.minutes * 60_000, spentMs }];
  });
}
