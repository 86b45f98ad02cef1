/**
 * Who is on the page of which session, over all tabs. One person counts once: here if any tab is here, away if all
 * are, reconnecting for a while after the last one was lost, gone otherwise. Nothing is held of sessions without people.
 */
import type { Mark, Participant } from '#lib/protocol/session-events.ts';

export type PresenceState = Participant['presence'];
type TabState = 'here' | 'away';

/** How long a lost connection may take to come back before its person counts as gone, in milliseconds. */
const reconnectGrace = 8_000;

/** A person with open tabs, or one whose last tab was lost a moment ago. */
type Entry = { marks: Set<Mark> } & (
  { state: 'connected'; tabs: Map<object, TabState> } | { state: 'lost'; timer: NodeJS.Timeout }
);

export interface Presence {
  /** A tab opens; it counts as here. `tab` is the connection itself, so that a late close cannot end a newer one. */
  enter(session: string, user: string, tab: object): void;
  set(session: string, user: string, tab: object, state: TabState): void;
  /** A tab closes: `lost` when it may come back, `left` when it said goodbye or was sent away. */
  leave(session: string, user: string, tab: object, how: 'lost' | 'left'): void;
  /** Sets or takes away a mark of somebody who has the page open. Marks end when they are gone. */
  mark(session: string, user: string, mark: Mark, on: boolean): void;
  marksOf(session: string, user: string): Mark[];
  of(session: string, user: string): PresenceState;
  /** The users with an open tab now. */
  connected(session: string): string[];
  /** Forgets everybody and stops all timers, silently. */
  clear(): void;
}

export interface PresenceOptions {
  /** Called after a person's state has changed. */
  onChange: (session: string) => void;
  grace?: number;
}

export function createPresence({ onChange, grace = reconnectGrace }: PresenceOptions): Presence {
  const sessions = new Map<string, Map<string, Entry>>();

  function of(session: string, user: string): PresenceState {
    const entry = sessions.get(session)?.get(user);
    if (!entry) return 'gone';
    if (entry.state === 'lost') return 'reconnecting';
    return [...entry.tabs.values()].includes('here') ? 'here' : 'away';
  }

  /** Makes a change and tells about it only when others can see a difference. */
  function change(session: string, user: string, make: () => void): void {
    const before = of(session, user);
    make();
    if (of(session, user) !== before) onChange(session);
  }

  function forget(session: string, user: string): void {
    const people = sessions.get(session);
    people?.delete(user);
    if (people?.size === 0) sessions.delete(session);
  }

  function wait(session: string, user: string, people: Map<string, Entry>, marks: Set<Mark>): void {
    const timer = setTimeout(() => change(session, user, () => forget(session, user)), grace);
    // A person who may come back is no reason to keep the process from stopping.
    timer.unref();
    people.set(user, { state: 'lost', timer, marks });
  }

  return {
    of,
    enter(session, user, tab) {
      change(session, user, () => {
        const people = sessions.get(session) ?? new Map<string, Entry>();
        sessions.set(session, people);
        const entry = people.get(user);
        if (entry?.state === 'connected') {
          entry.tabs.set(tab, 'here');
          return;
        }
        if (entry) clearTimeout(entry.timer);
        people.set(user, { state: 'connected', tabs: new Map([[tab, 'here']]), marks: entry?.marks ?? new Set() });
      });
    },
    set(session, user, tab, state) {
      change(session, user, () => {
        const entry = sessions.get(session)?.get(user);
        if (entry?.state === 'connected' && entry.tabs.has(tab)) entry.tabs.set(tab, state);
      });
    },
    leave(session, user, tab, how) {
      change(session, user, () => {
        const people = sessions.get(session);
        const entry = people?.get(user);
        if (!people || entry?.state !== 'connected' || !entry.tabs.delete(tab) || entry.tabs.size > 0) return;
        if (how === 'lost') wait(session, user, people, entry.marks);
        else forget(session, user);
      });
    },
    mark(session, user, mark, on) {
      const entry = sessions.get(session)?.get(user);
      if (entry?.state !== 'connected' || entry.marks.has(mark) === on) return;
      if (on) entry.marks.add(mark);
      else entry.marks.delete(mark);
      onChange(session);
    },
    marksOf: (session, user) => [...(sessions.get(session)?.get(user)?.marks ?? [])],
    connected(session) {
      return [...(sessions.get(session) ?? [])]
        .filter(([, entry]) => entry.state === 'connected')
        .map(([user]) => user);
    },
    clear() {
      for (const people of sessions.values()) {
        for (const entry of people.values()) if (entry.state === 'lost') clearTimeout(entry.timer);
      }
      sessions.clear();
    },
  };
}
