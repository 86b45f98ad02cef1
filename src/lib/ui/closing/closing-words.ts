const minuteMs = 60_000;
/** Whoever met for less than this has opened a session by mistake, or only looked in. */
const leastMs = 5 * minuteMs;

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** `58 minutes`, `1 hour and 5 minutes`, to the minute. */
export function longLength(milliseconds: number): string {
  const minutes = Math.round(milliseconds / minuteMs);
  if (minutes < 60) return plural(minutes, 'minute');
  const rest = minutes % 60;
  const hours = plural(Math.floor(minutes / 60), 'hour');
  return rest === 0 ? hours : `${hours} and ${plural(rest, 'minute')}`;
}

/** What stands above everything when a session is over. */
export function closingTitle(lasted: number, together: boolean): string {
  if (lasted < leastMs) return 'That was it for today';
  return together ? `${longLength(lasted)} for each other` : `${longLength(lasted)} well spent`;
}

/** `in one week`, `in three weeks`. */
export function inWeeks(weeks: number): string {
  const words = ['', 'one week', 'two weeks', 'three weeks', 'four weeks', 'five weeks', 'six weeks'];
  return `in ${words[weeks] ?? `${weeks} weeks`}`;
}
