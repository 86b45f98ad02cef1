/** Sign-ins, as Lucia's adapter needs them (see `server/auth`). */
import type { UserRow } from './user-port.ts';

interface SignInRow {
  /** SHA-256 of the session id, in hex. */
  idHash: string;
  user: string;
  expiresAt: number;
}

export interface SignInStore {
  insert(row: SignInRow): Promise<void>;
  find(idHash: string): Promise<{ row: SignInRow; user: UserRow } | null>;
  listForUser(user: string): Promise<SignInRow[]>;
  extend(idHash: string, expiresAt: number): Promise<void>;
  remove(idHash: string): Promise<void>;
  removeForUser(user: string): Promise<void>;
  removeExpired(now: number): Promise<void>;
}
