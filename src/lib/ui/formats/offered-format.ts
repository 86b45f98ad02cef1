import type { Format } from '#lib/domain/formats/format.ts';
import { minutesOf } from '#lib/domain/flow/plan.ts';
import { outlineOf, type OutlinedStage } from '#lib/ui/pages/format-outline.ts';

/** A format that a room can follow, as lists show it: without what is said and asked in its steps. */
export interface OfferedFormat {
  /** Of the built-in format, or of the room's. */
  id: string;
  title: string;
  /** What it is for. */
  summary: string;
  people: Format['people'];
  /** Such as `60 minutes`. */
  length: string;
  stages: OutlinedStage[];
  /** Null for a built-in one. `version` is said when it is changed or deleted. */
  own: OwnFormat | null;
}

export interface OwnFormat {
  version: number;
  updatedAt: number;
  updatedBy: string | null;
}

export function offeredFormat(id: string, format: Format, own: OwnFormat | null): OfferedFormat {
  const { title, summary, people } = format;
  return { id, title, summary, people, length: lengthOf(format), stages: outlineOf(format), own };
}

/** `60 minutes`, or `60 to 80 minutes` where each person's turn makes it longer. */
export function lengthOf(format: Format): string {
  const [least, most] = [minutesOf(format, format.people.min), minutesOf(format, format.people.max)];
  if (least !== most) return `${least} to ${most} minutes`;
  return least === 1 ? '1 minute' : `${least} minutes`;
}

/** `2 people`, `4 to 6 people`, `one person`. */
export function peopleOf({ people: { min, max } }: Pick<Format, 'people'>): string {
  if (min !== max) return `${min} to ${max} people`;
  return min === 1 ? 'one person' : `${min} people`;
}

/** Whether as many can meet by it as are in the room. A room with one peer waits for a second. */
function fits({ people: { min, max } }: Pick<Format, 'people'>, peers: number): boolean {
  const meeting = Math.max(2, peers);
  return min <= meeting && meeting <= max;
}

/** What a room with so many peers may follow. `first` is what it follows when nobody chooses: the first that fits. */
export function offersFor(
  offered: readonly OfferedFormat[],
  peers: number,
): { fitting: OfferedFormat[]; others: OfferedFormat[]; first: OfferedFormat | undefined } {
  const fitting = offered.filter((format) => fits(format, peers));
  const others = offered.filter((format) => !fits(format, peers));
  return { fitting, others, first: fitting[0] ?? others[0] };
}
