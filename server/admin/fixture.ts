/** `fixture`: rooms with people in a live session, for tests and measurements, made by the services that pages use. */
import { randomBytes } from 'node:crypto';
import { nanoid } from 'nanoid';
import { hashPassword } from '../auth/password.ts';
import type { Composition } from '../compose.ts';
import type { CurrentUser, SessionCookie } from '../services.ts';
import { StartError } from '../start-error.ts';
import type { Store } from '../store/ports/store.ts';
import { UsageError, type Options } from './options.ts';
import { withServices, type Workplace } from './workplace.ts';

/** By this everybody can tell a fixture's people from real ones. No mail can go there (RFC 2606). */
const fixtureDomain = 'fixture.invalid';

const names = ['Ama', 'Ben', 'Chidi', 'Dalia', 'Emre', 'Fen', 'Grace', 'Hana', 'Ines', 'Jonas'] as const;

interface FixtureRoom {
  room: string;
  session: string;
  /** `cookie` is a ready `Cookie` header. */
  users: { id: string; name: string; cookie: string }[];
}

/** Prints one JSON array. @throws StartError when the database holds people whom no fixture made, unless forced. */
export async function fixture(workplace: Workplace, options: Options): Promise<void> {
  const count = Number(options.text('rooms') ?? NaN);
  if (!Number.isInteger(count) || count < 1 || count > 10_000) {
    throw new UsageError('--rooms must be a number from 1 to 10000.');
  }
  const rooms = await withServices(workplace, async (services, store) => {
    if (!options.flag('force') && (await store.users.countOutside(fixtureDomain)) > 0) {
      throw new StartError(
        'This database holds people whom no fixture made. Use another DATA_DIR, or add --force to put fixtures beside them.',
      );
    }
    // Nobody knows this password: fixtures come in by their cookie. One hash for all, since each takes its time.
    const passwordHash = await hashPassword(randomBytes(24).toString('base64url'));
    const made: FixtureRoom[] = [];
    for (let nth = 1; nth <= count; nth++) made.push(await makeRoom(services, store, nth, passwordHash));
    return made;
  });
  process.stdout.write(`${JSON.stringify(rooms)}\n`);
}

async function makeRoom(
  { identity, outcomes, rooms, sessions }: Composition,
  store: Store,
  nth: number,
  passwordHash: string,
): Promise<FixtureRoom> {
  const makeUser = async (name: string): Promise<CurrentUser> => {
    const id = nanoid();
    const user = { id, name, email: `${id.toLowerCase()}@${fixtureDomain}` };
    await store.users.insert({ ...user, passwordHash, createdAt: Date.now() });
    return user;
  };
  const nameAt = (place: number): string => names[place % names.length] ?? names[0];
  const host = await makeUser(nameAt(2 * nth - 2));
  const guest = await makeUser(nameAt(2 * nth - 1));
  const room = await rooms.create(host, `Fixture ${nth}`);
  const invite = await rooms.invite(host, room.id);
  await rooms.acceptInvite(guest, invite.token, '127.0.0.1');
  const session = await sessions.create(host, room.id);
  // As when everybody has left: a server that starts has nothing to make up for.
  await outcomes.project(session.id);
  const users = [];
  for (const { id, name } of [host, guest]) {
    users.push({ id, name, cookie: cookieHeader((await identity.issue(id)).cookie) });
  }
  return { room: room.id, session: session.id, users };
}

function cookieHeader({ name, value }: SessionCookie): string {
  return `${name}=${value}`;
}
