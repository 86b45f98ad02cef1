/** Who is to be first by default: taking turns over sessions, as within one. Pure. */
import type { FlowState } from './flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf } from './plan.ts';

/**
 * After a session in which turns were taken: whoever was second then is to be first now, and so on round the table. Null
 * when nobody's turn had begun, or nobody was there to be second: then nobody has been first.
 */
export function orderAfter(state: FlowState, format: Format): string[] | null {
  if (state.status === 'lobby') return null;
  const [first, ...rest] = state.seats;
  if (first === undefined || rest.length === 0) return null;
  const turned = planOf(format, state.turns).some(({ index, turn }) => turn !== null && (state.spent[index] ?? 0) > 0);
  return turned ? [...rest, first] : null;
}
