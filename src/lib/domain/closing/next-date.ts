/** When a room meets next: what is proposed, and how a day and an hour at somebody's place become an instant. */

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** Nobody plans a peer session further ahead; what lies beyond is a slip of the finger. */
const farthestMs = 2 * 365 * dayMs;

/** How early or late people may meet for it still to be that date, in milliseconds. */
const patience = 3 * 3_600_000;

/** In the language of `<input type="datetime-local">`. */
const localPattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/;

/** The wall clock of a zone at an instant, written as if it were UTC. Throws a `RangeError` for a zone that is none. */
function wallClock(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
}

/** `2026-12-03T10:00` as the clocks of this zone show it at the instant, to the minute. */
export function localMinute(at: number, zone: string): string {
  return new Date(wallClock(at, zone)).toISOString().slice(0, 16);
}

/**
 * The instant at which the clocks of a zone show this; null for what is no day, no hour or no zone. An hour that is
 * skipped in spring becomes the one after it, one that comes twice in autumn is the first or the second.
 */
export function instantOf(local: string, zone: string): number | null {
  const match = localPattern.exec(local);
  if (match === null) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  // Days such as the 31st of February roll over: they are no days.
  if (new Date(wanted).toISOString().slice(0, 16) !== local.slice(0, 16)) return null;
  try {
    const once = wanted - (wallClock(wanted, zone) - wanted);
    return once + (wanted - wallClock(once, zone));
  } catch {
    return null;
  }
}

/** Whether a room may plan to meet then. */
export function mayMeetAt(at: number, now: number): boolean {
  return at > now && at < now + farthestMs;
}

/** A date that has passed, or on which the room has met: a session ended since it was set, and not long before it. */
export function isOver(date: { at: number; setAt: number }, lastEndedAt: number | null, now: number): boolean {
  if (now > date.at + patience) return true;
  return lastEndedAt !== null && lastEndedAt > date.setAt && lastEndedAt > date.at - patience;
}

/**
 * How many weeks lie between two meetings of a room, from when its sessions began, in any order: what they did last,
 * 1 to 4; null where they have no rhythm yet. Two sessions on one day are one meeting.
 */
export function rhythmOf(starts: readonly number[]): number | null {
  const [latest, ...earlier] = starts.toSorted((a, b) => b - a);
  const before = latest === undefined ? undefined : earlier.find((at) => latest - at > 2 * dayMs);
  if (latest === undefined || before === undefined) return null;
  return Math.min(4, Math.max(1, Math.round((latest - before) / weekMs)));
}

export interface ProposedDate {
  weeks: number;
  /** As `<input type="datetime-local">` writes it. */
  local: string;
  /** This is what they did last time. */
  usual: boolean;
}

/**
 * The same weekday and hour as this session, in as many weeks as usual (two, before there is a usual), and one more or
 * less. On the clocks of the reader's zone, so that ten o'clock stays ten o'clock when the clocks change.
 */
export function proposedDates(startedAt: number, rhythm: number | null, zone: string): ProposedDate[] {
  const wall = wallClock(startedAt, zone);
  const quarter = 15 * 60_000;
  const rounded = Math.round(wall / quarter) * quarter;
  const first = Math.max(1, (rhythm ?? 2) - 1);
  return [first, first + 1, first + 2].map((weeks) => ({
    weeks,
    local: new Date(rounded + weeks * weekMs).toISOString().slice(0, 16),
    usual: weeks === rhythm,
  }));
}
