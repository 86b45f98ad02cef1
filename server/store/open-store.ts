import type { Log } from '../log.ts';
import { createActionStore } from './action-store.ts';
import { createBoardArchive } from './board-archive-store.ts';
import { createBoardStore } from './board-store.ts';
import {
  createFavouriteStore,
  createNextDateStore,
  createPeerWordsStore,
  createReflectionStore,
} from './closing-store.ts';
import type { Engine } from './engine.ts';
import { createFormatStore } from './format-store.ts';
import { createImageStore } from './image-store.ts';
import { createInviteStore } from './invite-store.ts';
import { createOutcomeStore } from './outcome-store.ts';
import { openPostgres } from './postgres/open-postgres.ts';
import { openSqlite, type SqliteTuning } from './sqlite/open-sqlite.ts';
import type { Store } from './ports/store.ts';
import { createRoomStore } from './room-store.ts';
import { createSessionStore } from './session-store.ts';
import { createSignatureStore } from './signature-store.ts';
import { createSignInStore } from './sign-in-store.ts';
import { createUserStore } from './user-store.ts';

export interface StoreOptions {
  /** Where SQLite keeps its file; made when missing. */
  dataDir: string;
  /** `postgres://...`; null for SQLite. */
  databaseUrl: string | null;
  log: Pick<Log, 'warn'>;
  /** For tests and measurements of SQLite. */
  sqlite?: SqliteTuning;
}

/**
 * Opens the database and brings it up to this version's schema.
 * @throws StartError with a sentence for the operator when it cannot be used: see `open-sqlite.ts` and `open-postgres.ts`.
 */
export async function openStore({ dataDir, databaseUrl, log, sqlite }: StoreOptions): Promise<Store> {
  const engine =
    databaseUrl === null
      ? await openSqlite({
          dataDir,
          onFailure: (error) => {
            log.warn({ err: error }, 'the thread that writes to the database died; another one takes its place');
          },
          tuning: sqlite,
        })
      : await openPostgres(databaseUrl, (error) => {
          log.warn({ err: error }, 'a connection to PostgreSQL broke; it is replaced');
        });
  return createStore(engine);
}

function createStore(engine: Engine): Store {
  return {
    users: createUserStore(engine),
    signIns: createSignInStore(engine),
    rooms: createRoomStore(engine),
    invites: createInviteStore(engine),
    sessions: createSessionStore(engine),
    boards: createBoardStore(engine),
    archive: createBoardArchive(engine),
    actions: createActionStore(engine),
    outcomes: createOutcomeStore(engine),
    formats: createFormatStore(engine),
    peerWords: createPeerWordsStore(engine),
    reflections: createReflectionStore(engine),
    favourites: createFavouriteStore(engine),
    nextDates: createNextDateStore(engine),
    signatures: createSignatureStore(engine),
    images: createImageStore(engine),
    ping: () => engine.ping(),
    close: () => engine.close(),
  };
}
