/** How a due day is shown on a given day. `overdue` and `soon` ask for attention. */
export interface DueDate {
  words: string;
  state: 'overdue' | 'soon' | 'later';
}

const dayMs = 86_400_000;

/**
 * @param due a day such as `2026-12-03`
 * @param today the reader's day, in the same form
 * @param locale for the order of day and month
 */
export function dueDate(due: string, today: string, locale: string): DueDate {
  const days = Math.round((Date.parse(due) - Date.parse(today)) / dayMs);
  if (days === 0) return { words: 'today', state: 'soon' };
  if (days === 1) return { words: 'tomorrow', state: 'soon' };
  if (days === -1) return { words: 'overdue since yesterday', state: 'overdue' };
  const format: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC' };
  if (due.slice(0, 4) !== today.slice(0, 4)) format.year = 'numeric';
  const date = new Intl.DateTimeFormat(locale, format).format(Date.parse(due));
  return days < 0 ? { words: `overdue since ${date}`, state: 'overdue' } : { words: date, state: 'later' };
}
