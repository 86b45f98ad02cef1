import type { PresenceRequest } from '#lib/protocol/session-events.ts';

/** People glance at their notes; only a page out of sight for longer than this means "away". Milliseconds. */
export const awayAfter = 20_000;

/** The part of `document` that is needed here. */
export interface VisibilitySource {
  readonly visibilityState: DocumentVisibilityState;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

/**
 * Tells whether the person has the page in sight: `away` after a while out of sight, `here` at once when it is back.
 * `onWake` is called whenever it comes back into sight, however short it was away. Returns the function that stops.
 */
export function watchPresence(
  page: VisibilitySource,
  listener: { onPresence(state: PresenceRequest['state']): void; onWake(): void },
): () => void {
  let state: PresenceRequest['state'] = 'here';
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const say = (next: PresenceRequest['state']) => {
    if (next === state) return;
    state = next;
    listener.onPresence(next);
  };
  const look = () => {
    clearTimeout(leaving);
    if (page.visibilityState === 'hidden') {
      leaving = setTimeout(() => say('away'), awayAfter);
    } else {
      say('here');
      listener.onWake();
    }
  };
  if (page.visibilityState === 'hidden') leaving = setTimeout(() => say('away'), awayAfter);
  page.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(leaving);
    page.removeEventListener('visibilitychange', look);
  };
}
