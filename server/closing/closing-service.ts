/** Words to each other and a reflection for oneself, once a session is over. Rights are checked here. */
import { peerWordsSchema, reflectionSchema, saysNothing } from '#lib/domain/closing/closing.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { mayInSession, type SessionRight } from '#lib/domain/permissions.ts';
import { nanoid } from 'nanoid';
import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { CurrentUser } from '../auth/current-user.ts';
import type { Access } from '../store/ports/session-port.ts';
import type { Store } from '../store/ports/store.ts';
import type { ClosingService } from './closing-services.ts';

export interface ClosingServiceDependencies {
  store: Pick<Store, 'sessions' | 'peerWords' | 'reflections'>;
  bus: Pick<Bus, 'publish'>;
  clock: Clock;
}

export function createClosingService({ store, bus, clock }: ClosingServiceDependencies): ClosingService {
  /** A session that has ended, with the reader's right in it. */
  async function requireEnded(user: CurrentUser, session: string, right: SessionRight): Promise<Access> {
    const access = await store.sessions.access(user.id, session);
    if (access === null) throw new ExpectedError('not-found');
    if (access.session.status !== 'ended') throw new ExpectedError('flow-not-now');
    if (!mayInSession(access.role, right, 'ended')) throw new ExpectedError('not-allowed');
    return access;
  }

  async function seatsOf(session: string): Promise<readonly string[]> {
    return (await store.sessions.readFlow(session))?.state.seats ?? [];
  }

  return {
    async get(user, session) {
      const { role } = await requireEnded(user, session, 'session:join');
      const [seats, people, words, reflection] = await Promise.all([
        seatsOf(session),
        store.sessions.people(session),
        store.peerWords.listFor(session, user.id),
        store.reflections.findForSession(user.id, session),
      ]);
      const speaks = seats.includes(user.id) && mayInSession(role, 'words:write', 'ended');
      return {
        peers: speaks ? people.filter(({ id }) => id !== user.id && seats.includes(id)) : [],
        words: words.map(({ from, to, thanks, helped, tryNext }) => ({ from, to, thanks, helped, tryNext })),
        reflection: reflection?.text ?? null,
      };
    },
    async sayTo(user, session, to, candidate) {
      const { session: about } = await requireEnded(user, session, 'words:write');
      const seats = await seatsOf(session);
      if (to === user.id || !seats.includes(to) || !seats.includes(user.id)) throw new ExpectedError('not-found');
      const words = peerWordsSchema.safeParse(candidate);
      if (!words.success) throw new ExpectedError('words-long');
      if (saysNothing(words.data)) await store.peerWords.remove(session, user.id, to);
      else await store.peerWords.set({ session, from: user.id, to, ...words.data, at: clock() });
      bus.publish({ type: 'closing-changed', room: about.room });
    },
    async reflect(user, session, candidate) {
      const { session: about } = await requireEnded(user, session, 'reflection:write');
      const text = reflectionSchema.safeParse(candidate);
      if (!text.success) throw new ExpectedError('words-long');
      if (text.data === '') {
        await store.reflections.removeForSession(user.id, session);
        return;
      }
      const at = clock();
      await store.reflections.set({
        id: nanoid(),
        owner: user.id,
        session,
        roomName: about.roomName,
        sessionNumber: about.number,
        text: text.data,
        createdAt: at,
        updatedAt: at,
      });
    },
  };
}
