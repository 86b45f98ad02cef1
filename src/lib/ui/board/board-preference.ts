/** Habits at the board that this device remembers. */
type Preference = 'mini-map' | 'stay';

const key = (name: Preference): string => `counterpoint:board:${name}`;

/** What was chosen last on this device; on the server, and where nothing may be kept, what it is at first. */
export function readPreference(name: Preference, first: boolean): boolean {
  if (typeof localStorage === 'undefined') return first;
  try {
    const kept = localStorage.getItem(key(name));
    return kept === 'yes' || (kept !== 'no' && first);
  } catch {
    return first;
  }
}

export function writePreference(name: Preference, value: boolean): void {
  try {
    localStorage.setItem(key(name), value ? 'yes' : 'no');
  } catch {
    // It holds until the page goes.
  }
}
