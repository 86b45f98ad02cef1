/**
 * A choice that a person made on this device, under a name of its own. Where storage is blocked or full it lasts for
 * the page, and nothing else breaks.
 */
export function readChoice(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keepChoice(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage is blocked or full: the next page starts with what is usual.
  }
}
