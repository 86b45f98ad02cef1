/**
 * What the rest of the server may ask of the store. Implemented once over Drizzle (`open-store.ts`), on SQLite and
 * on PostgreSQL, and held to one contract suite. Reads return plain rows; every write is one transaction.
 * Instants are milliseconds since 1970.
 */
import type { ActionStore } from './action-port.ts';
import type { BoardArchive } from './archive-port.ts';
import type { BoardStore } from './board-port.ts';
import type { FavouriteStore, NextDateStore, PeerWordsStore, ReflectionStore } from './closing-ports.ts';
import type { FormatStore } from './format-port.ts';
import type { ImageStore } from './image-port.ts';
import type { InviteStore } from './invite-port.ts';
import type { OutcomeStore } from './outcome-port.ts';
import type { RoomStore } from './room-port.ts';
import type { SessionStore } from './session-port.ts';
import type { SignInStore } from './sign-in-port.ts';
import type { SignatureStore } from './signature-port.ts';
import type { UserStore } from './user-port.ts';

export interface Store {
  users: UserStore;
  signIns: SignInStore;
  rooms: RoomStore;
  invites: InviteStore;
  sessions: SessionStore;
  boards: BoardStore;
  archive: BoardArchive;
  actions: ActionStore;
  outcomes: OutcomeStore;
  formats: FormatStore;
  peerWords: PeerWordsStore;
  reflections: ReflectionStore;
  favourites: FavouriteStore;
  nextDates: NextDateStore;
  signatures: SignatureStore;
  images: ImageStore;
  /** Resolves when a trivial query works; for /readyz. */
  ping(): Promise<void>;
  /** Waits for queued writes, then closes. */
  close(): Promise<void>;
}
