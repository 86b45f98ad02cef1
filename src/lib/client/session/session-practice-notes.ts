const key = 'practice-notes';

/** Whether this browser shows practice notes. Where storage is blocked the choice lasts for the step, and nothing else breaks. */
export const practiceNotes = {
  shown(): boolean {
    try {
      return localStorage.getItem(key) !== 'hidden';
    } catch {
      return true;
    }
  },
  show(shown: boolean): void {
    try {
      if (shown) localStorage.removeItem(key);
      else localStorage.setItem(key, 'hidden');
    } catch {
      // Storage is blocked or full: the notes come back with the next step.
    }
  },
};
