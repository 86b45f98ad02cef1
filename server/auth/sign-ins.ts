/**
 * Sign-ins that last, kept by Lucia. The only file that knows Lucia, which its authors have retired: everything
 * else sees secrets, hashes and users.
 */
import { hash } from 'node:crypto';
import { type Adapter, Lucia, TimeSpan } from 'lucia';
import type { Clock } from '../clock.ts';
import type { CurrentUser } from '../services.ts';
import type { SignInStore } from '../store/ports/sign-in-port.ts';
import type { UserRow } from '../store/ports/user-port.ts';
import { signInDays } from './session-cookie.ts';

type UserAttributes = Pick<UserRow, 'name' | 'email'>;

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<object, UserAttributes>;
    DatabaseUserAttributes: UserAttributes;
  }
}

export interface SignIns {
  /** Starts one and returns its secret, which is stored nowhere. */
  start(user: string): Promise<string>;
  /** Who holds this secret; null when nobody does, or no longer. `renewed`: it lasts longer now, and so must the cookie. */
  read(secret: string): Promise<{ user: CurrentUser; renewed: boolean } | null>;
  /** Like `read`, in one query and without renewing: for handshakes, which cannot set a cookie. `signIn` is the hash. */
  peek(secret: string): Promise<{ user: CurrentUser; signIn: string } | null>;
  /** Ends one and returns its hash. Ending what is over already does nothing. */
  end(secret: string): Promise<string>;
  /** Ends all of a user's and returns their hashes. */
  endAll(user: string): Promise<string[]>;
  /** Forgets those that have run out. */
  sweep(): Promise<void>;
}

export function createSignIns(store: SignInStore, clock: Clock): SignIns {
  const lucia = new Lucia(createAdapter(store, clock), {
    sessionExpiresIn: new TimeSpan(signInDays, 'd'),
    getUserAttributes: ({ name, email }) => ({ name, email }),
  });
  return {
    start: async (user) => (await lucia.createSession(user, {})).id,
    async read(secret) {
      const { user, session } = await lucia.validateSession(secret);
      if (user === null) return null;
      return { user: { id: user.id, name: user.name, email: user.email }, renewed: session.fresh };
    },
    async peek(secret) {
      const signIn = hashOf(secret);
      const found = await store.find(signIn);
      if (found === null || found.row.expiresAt <= clock()) return null;
      const { id, name, email } = found.user;
      return { user: { id, name, email }, signIn };
    },
    async end(secret) {
      await lucia.invalidateSession(secret);
      return hashOf(secret);
    },
    async endAll(user) {
      const running = await store.listForUser(user);
      await lucia.invalidateUserSessions(user);
      return running.map(({ idHash }) => idHash);
    },
    sweep: () => lucia.deleteExpiredSessions(),
  };
}

/** What the store keeps of a secret: whoever reads the database cannot sign in with it. */
function hashOf(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** Lucia reads the machine's clock itself; instants are moved between its clock and ours, so that ours decides. */
function createAdapter(store: SignInStore, clock: Clock): Adapter {
  const toLucia = (instant: number): Date => new Date(instant - clock() + Date.now());
  const fromLucia = (date: Date): number => date.getTime() - Date.now() + clock();

  return {
    async getSessionAndUser(secret) {
      const found = await store.find(hashOf(secret));
      if (found === null) return [null, null];
      const { row, user } = found;
      return [
        { id: secret, userId: row.user, expiresAt: toLucia(row.expiresAt), attributes: {} },
        { id: user.id, attributes: { name: user.name, email: user.email } },
      ];
    },
    async getUserSessions(user) {
      const rows = await store.listForUser(user);
      return rows.map(({ idHash, expiresAt }) => ({
        id: idHash,
        userId: user,
        expiresAt: toLucia(expiresAt),
        attributes: {},
      }));
    },
    setSession: ({ id, userId, expiresAt }) =>
      store.insert({ idHash: hashOf(id), user: userId, expiresAt: fromLucia(expiresAt) }),
    updateSessionExpiration: (secret, expiresAt) => store.extend(hashOf(secret), fromLucia(expiresAt)),
    deleteSession: (secret) => store.remove(hashOf(secret)),
    deleteUserSessions: (user) => store.removeForUser(user),
    deleteExpiredSessions: () => store.removeExpired(clock()),
  };
}
