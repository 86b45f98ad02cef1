import { describe, expect, it } from 'vitest';
import { openStage } from '../support/session-stage.ts';

describe('a right that is lost while it is being checked', () => {
  it('is lost all the same (S16)', async () => {
    let whileReading: (() => Promise<void>) | null = null;
    const stage = await openStage({
      through: (store) => ({
        ...store,
        sessions: {
          ...store.sessions,
          async access(user, session) {
            const access = await store.sessions.access(user, session);
            const first = whileReading;
            whileReading = null;
            await first?.();
            return access;
          },
        },
      }),
    });
    try {
      const [ama, ben] = [await stage.visitor('Ama'), await stage.visitor('Ben')];
      const room = await stage.room(ama, [ben]);
      const { id } = await stage.server.sessions.create(ama, room);
      const page = await stage.open(ben);
      whileReading = () => stage.removeMember(room, ben);

      expect(await page.join(id)).toEqual({ ok: false, error: 'not-found' });
      expect(stage.server.hub.here(id)).toEqual([]);
    } finally {
      await stage.close();
    }
  });
});

describe('a page that closes while it is being let in', () => {
  it('takes no seat and is not shown (S4)', async () => {
    let whileReading: (() => Promise<void>) | null = null;
    const stage = await openStage({
      through: (store) => ({
        ...store,
        sessions: {
          ...store.sessions,
          async access(user, session) {
            const first = whileReading;
            whileReading = null;
            await first?.();
            return store.sessions.access(user, session);
          },
        },
      }),
    });
    try {
      const [ama, ben] = [await stage.visitor('Ama'), await stage.visitor('Ben')];
      const { id } = await stage.server.sessions.create(ama, await stage.room(ama, [ben]));
      const page = await stage.open(ama);
      const asked = new Promise<void>((resolve) => {
        whileReading = async () => {
          page.socket.disconnect();
          await expect.poll(() => stage.openConnections()).toBe(0);
          resolve();
        };
      });
      page.shout('session:join', { session: id });
      await asked;

      const snapshot = await (await stage.open(ben)).enter(id);

      expect(snapshot.flow.state.seats).toEqual([ben.id]);
      expect(snapshot.participants.find((one) => one.id === ama.id)?.presence).toBe('gone');
    } finally {
      await stage.close();
    }
  });
});

describe('closing the server while a request hangs', () => {
  it('does not wait for it for long (S17)', async () => {
    let hang: Promise<null> | null = null;
    const stage = await openStage({
      through: (store) => ({
        ...store,
        sessions: {
          ...store.sessions,
          access: (user, session) => hang ?? store.sessions.access(user, session),
        },
      }),
    });
    try {
      const ama = await stage.visitor('Ama');
      const { id } = await stage.server.sessions.create(ama, await stage.room(ama));
      const page = await stage.open(ama);
      hang = new Promise(() => undefined);
      const asked = new Promise<void>((resolve) => page.socket.io.engine.once('flush', () => resolve()));
      const answer = page.join(id).catch((error: unknown) => error);
      await asked;

      await stage.server.hub.close();

      expect(await page.ended).toBe('transport close');
      expect(await answer).toBeInstanceOf(Error);
    } finally {
      await stage.close();
    }
  });
});
