import { nanoid } from 'nanoid';
import { type ErrorCode, ExpectedError } from '#lib/domain/errors.ts';
import { emailSchema, nameSchema, passwordSchema } from '#lib/domain/person.ts';
import type { Clock } from '../clock.ts';
import { networkOf } from '../http/network.ts';
import type { Log } from '../log.ts';
import type { Bus } from '../realtime/bus.ts';
import type { CurrentUser, IdentityService, SignIn } from '../services.ts';
import type { Store } from '../store/ports/store.ts';
import type { UserRow } from '../store/ports/user-port.ts';
import type { Gate } from './gate.ts';
import { hashPassword, isOutdated, verifyPassword } from './password.ts';
import { createRateLimit, type Limit } from './rate-limit.ts';
import { readSecret, sessionCookie } from './session-cookie.ts';
import { createSignIns } from './sign-ins.ts';

/** Room for an office or a workshop behind one address, none for guessing. */
export interface IdentityLimits {
  /** Failed sign-ins. From one network to one email; to one email from anywhere; and from one network to any email. */
  signInByEmailAndAddress: Limit;
  signInByEmail: Limit;
  signInByAddress: Limit;
  /** Guests and accounts made. */
  newUserByAddress: Limit;
}

export const identityLimits: IdentityLimits = {
  // Low for whoever guesses; high enough for the owner to come in from elsewhere while somebody else guesses.
  signInByEmailAndAddress: { tries: 10, seconds: 900 },
  signInByEmail: { tries: 100, seconds: 900 },
  signInByAddress: { tries: 50, seconds: 900 },
  newUserByAddress: { tries: 300, seconds: 3_600 },
};

/** The service for pages, the gate for connections, and what the operator's own tool needs. */
export interface Identity extends IdentityService, Gate {
  /** Makes an account without signing anybody in and without limits: for the operator. */
  createAccount(input: { name: string; email: string; password: string }): Promise<CurrentUser>;
  /** Signs a user in without a password: for fixtures. @throws ExpectedError `not-found` */
  issue(user: string): Promise<SignIn>;
}

export interface IdentityOptions {
  store: Pick<Store, 'users' | 'signIns' | 'rooms'>;
  bus: Bus;
  clock: Clock;
  secureCookies: boolean;
  log: Pick<Log, 'warn'>;
  limits?: IdentityLimits;
}

/** How often sign-ins that have run out are swept away, in milliseconds. */
const sweepEvery = 3_600_000;

export function createIdentity(options: IdentityOptions): Identity {
  const { store, bus, clock, secureCookies, log, limits = identityLimits } = options;
  const signIns = createSignIns(store.signIns, clock);
  const byEmailAndAddress = createRateLimit(limits.signInByEmailAndAddress);
  const byEmail = createRateLimit(limits.signInByEmail);
  const byAddress = createRateLimit(limits.signInByAddress);
  const newUsers = createRateLimit(limits.newUserByAddress);
  let sweptAt = -Infinity;

  const sweep = async (): Promise<void> => {
    if (clock() - sweptAt < sweepEvery) return;
    sweptAt = clock();
    try {
      await signIns.sweep();
    } catch (error) {
      // They are refused wherever they are read; the next sweep takes them.
      log.warn({ err: error }, 'sign-ins that have run out could not be removed');
    }
  };

  const start = async (user: UserRow): Promise<SignIn> => {
    const secret = await signIns.start(user.id);
    await sweep();
    return { user: currentUser(user), cookie: sessionCookie(secret, secureCookies) };
  };

  const addUser = async (
    name: string,
    credentials: { email: string; passwordHash: string } | null,
  ): Promise<UserRow> => {
    const user: UserRow = { id: nanoid(), name, email: null, passwordHash: null, createdAt: clock(), ...credentials };
    if (!(await store.users.insert(user))) throw new ExpectedError('email-taken');
    return user;
  };

  const readCredentials = (input: { email: string; password: string }) => ({
    email: parse(emailSchema, input.email, 'email-invalid'),
    password: readPassword(input.password),
  });

  const addAccount = async (input: { name: string; email: string; password: string }): Promise<UserRow> => {
    const name = parse(nameSchema, input.name, 'name-invalid');
    const { email, password } = readCredentials(input);
    // Asked first, so that nobody waits for a hash in vain; the index has the last word.
    if ((await store.users.findByEmail(email)) !== null) throw new ExpectedError('email-taken');
    return addUser(name, { email, passwordHash: await hashPassword(password) });
  };

  /** Ends all sign-ins of a user and closes their connections. */
  const endAll = async (user: string): Promise<void> => {
    for (const signIn of await signIns.endAll(user)) bus.publish({ type: 'signed-out', signIn });
  };

  return {
    async read(cookieHeader) {
      const secret = readSecret(cookieHeader, secureCookies);
      const found = secret === null ? null : await signIns.read(secret);
      return found && { user: found.user, renewed: found.renewed ? sessionCookie(secret, secureCookies) : null };
    },
    async identify(cookieHeader) {
      const secret = readSecret(cookieHeader, secureCookies);
      const found = secret === null ? null : await signIns.peek(secret);
      return found && { user: { id: found.user.id, name: found.user.name }, signIn: found.signIn };
    },
    async enterAsGuest(name, address) {
      const tidy = parse(nameSchema, name, 'name-invalid');
      await newUsers.take(networkOf(address));
      return start(await addUser(tidy, null));
    },
    async signUp(input, address) {
      await newUsers.take(networkOf(address));
      return start(await addAccount(input));
    },
    async signIn(input, address) {
      const email = emailSchema.safeParse(input.email).data ?? null;
      const network = networkOf(address);
      const pair = email === null ? null : `${email} ${network ?? 'here'}`;
      await byAddress.take(network);
      await byEmailAndAddress.take(pair);
      await byEmail.take(email);
      // What is no email at all is nobody's, and fails like any other.
      const user = email === null ? null : await store.users.findByEmail(email);
      const stored = user?.passwordHash ?? null;
      const matches = await verifyPassword(input.password, stored);
      if (!matches || email === null || user === null || stored === null) throw new ExpectedError('sign-in-failed');
      await byAddress.giveBack(network);
      await byEmailAndAddress.forget(pair);
      // What others guessed meanwhile still counts against them.
      await byEmail.giveBack(email);
      if (isOutdated(stored)) await store.users.setCredentials(user.id, email, await hashPassword(input.password));
      return start(user);
    },
    async becomeAccount({ id }, input, address) {
      const user = await existing(store.users.find(id));
      if (user.email !== null) throw new ExpectedError('already-account');
      const { email, password } = readCredentials(input);
      await newUsers.take(networkOf(address));
      if (!(await store.users.setCredentials(id, email, await hashPassword(password)))) {
        // Perhaps the same guest was quicker in another tab.
        const now = await existing(store.users.find(id));
        throw new ExpectedError(now.email === null ? 'email-taken' : 'already-account');
      }
      await endAll(id);
      return start({ ...user, email });
    },
    async rename({ id }, name) {
      const tidy = parse(nameSchema, name, 'name-invalid');
      const user = await existing(store.users.find(id));
      await store.users.rename(id, tidy);
      for (const room of await store.rooms.listForUser(id)) bus.publish({ type: 'members-changed', room: room.id });
      return currentUser({ ...user, name: tidy });
    },
    async signOut(cookieHeader) {
      const secret = readSecret(cookieHeader, secureCookies);
      if (secret !== null) bus.publish({ type: 'signed-out', signIn: await signIns.end(secret) });
      return sessionCookie(null, secureCookies);
    },
    createAccount: async (input) => currentUser(await addAccount(input)),
    issue: async (user) => start(await existing(store.users.find(user))),
  };
}

function currentUser({ id, name, email }: UserRow): CurrentUser {
  return { id, name, email };
}

async function existing(found: Promise<UserRow | null>): Promise<UserRow> {
  const user = await found;
  if (user === null) throw new ExpectedError('not-found');
  return user;
}

/** The parsed value. @throws ExpectedError with `code` when it does not fit. */
function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  value: unknown,
  code: ErrorCode,
): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ExpectedError(code);
  return parsed.data;
}

function readPassword(password: string): string {
  const parsed = passwordSchema.safeParse(password);
  if (parsed.success) return parsed.data;
  throw new ExpectedError(parsed.error.issues.some(({ code }) => code === 'too_big') ? 'too-large' : 'password-weak');
}
