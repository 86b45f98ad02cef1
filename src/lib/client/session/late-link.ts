/**
 * A session's link whose code comes after the board's: connecting can wait for the moment in which a person can begin
 * to write, and 13 KB of Socket.IO would put that moment off.
 */
import type { Answer, LinkListener, SessionLink } from './session-link.ts';
import { whenIdle } from '#lib/client/when-idle.ts';

/** A page is connected this many milliseconds after it opened at the latest, however busy it is. */
const idleWithin = 1_000;

/** Code that could not be fetched is tried again after so many milliseconds, spread over as many more. */
const againAfter = 2_000;

const notYet = <T>(): Promise<Answer<T>> => Promise.resolve({ ok: false, error: 'not-connected' });

/** `load` brings what makes the link itself. */
export function createLateLink(
  load: () => Promise<() => SessionLink> = async () => (await import('./session-link.ts')).createSessionLink,
): SessionLink {
  let link: SessionLink | null = null;
  /** Who waits for the link, and what calls off the next attempt to fetch it. */
  let waiting: { listener: LinkListener; callOff: () => void } | null = null;

  async function fetchLink(): Promise<void> {
    const wanted = waiting;
    if (wanted === null) return;
    wanted.callOff();
    try {
      const make = await load();
      // Closed meanwhile, or fetched twice because the tab woke up.
      if (waiting !== wanted) return;
      waiting = null;
      link = make();
      link.open(wanted.listener);
    } catch {
      if (waiting !== wanted) return;
      wanted.listener.lost();
      const timer = setTimeout(() => void fetchLink(), againAfter * (1 + Math.random()));
      wanted.callOff = () => clearTimeout(timer);
    }
  }

  return {
    open(listener) {
      if (link !== null) link.open(listener);
      else waiting = { listener, callOff: whenIdle(() => void fetchLink(), idleWithin) };
    },
    close() {
      waiting?.callOff();
      waiting = null;
      link?.close();
    },
    wake() {
      if (link !== null) link.wake();
      else void fetchLink();
    },
    restart: () => link?.restart(),
    join: (session) => link?.join(session) ?? notYet(),
    command: (request) => link?.command(request) ?? notYet(),
    setPresence: (request) => link?.setPresence(request) ?? notYet(),
    setMark: (request) => link?.setMark(request) ?? notYet(),
    react: (request) => link?.react(request) ?? notYet(),
    note: (request) => link?.note(request) ?? notYet(),
    readClock: () => link?.readClock() ?? notYet(),
  };
}
