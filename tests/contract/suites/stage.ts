/** The services on a store of their own, with a clock that the test sets. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createIdentity, type Identity, identityLimits, type IdentityLimits } from '../../../server/auth/identity.ts';
import { createLocalBus, type News } from '../../../server/realtime/bus.ts';
import { createRoomService } from '../../../server/rooms/room-service.ts';
import type { CurrentUser, RoomService, SessionCookie } from '../../../server/services.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/ports/store.ts';
import { noon } from './store-fixture.ts';

export const address = '192.0.2.7';

export interface Stage {
  store: Store;
  /** For looking at the database as a thief would. */
  databaseFile: string;
  identity: Identity;
  rooms: RoomService;
  /** All that was published, in order. */
  news: News[];
  clock: { now: number };
  /** Users who are on a session's page. */
  here: Map<string, string[]>;
  guest: (name: string) => Promise<CurrentUser>;
}

export async function setStage(limits: Partial<IdentityLimits> = {}): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'counterpoint-stage-'));
  const log = pino({ level: 'silent' });
  const store = await openStore({ dataDir, databaseUrl: null, log });
  onTestFinished(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const time = { now: noon };
  const clock = (): number => time.now;
  const news: News[] = [];
  const bus = createLocalBus((error) => {
    throw error;
  });
  bus.subscribe((item) => news.push(item));
  const here = new Map<string, string[]>();
  const identity = createIdentity({
    store,
    bus,
    clock,
    secureCookies: false,
    log,
    limits: { ...identityLimits, ...limits },
  });
  const presence = { here: (session: string) => here.get(session) ?? [] };
  const rooms = createRoomService({ store, bus, clock, presence, wrongInvites: { tries: 5, seconds: 900 } });
  return {
    store,
    databaseFile: join(dataDir, 'counterpoint.sqlite'),
    identity,
    rooms,
    news,
    clock: time,
    here,
    guest: async (name) => (await identity.enterAsGuest(name, address)).user,
  };
}

export function cookieHeader({ name, value }: SessionCookie): string {
  return `${name}=${value}`;
}

/** The code of the expected failure with which this ends; what it resolved with when it did not fail. */
export async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => (error instanceof Error && 'code' in error ? error.code : error));
}
