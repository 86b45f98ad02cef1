/** What the store keeps of the end of sessions. Whose eyes a row is for is part of every query, never of its caller. */
import type { Format } from '#lib/domain/formats/format.ts';
import type { PeerWords } from '#lib/domain/closing/closing.ts';

export interface PeerWordsRow extends PeerWords {
  session: string;
  from: string;
  to: string;
  at: number;
}

export interface PeerWordsStore {
  /** What `from` says to `to`, in place of what they said before. */
  set(row: PeerWordsRow): Promise<void>;
  remove(session: string, from: string, to: string): Promise<void>;
  /** What `reader` wrote, and what is for them. Nothing else, whoever asks. */
  listFor(session: string, reader: string): Promise<PeerWordsRow[]>;
}

export interface ReflectionRow {
  id: string;
  owner: string;
  /** Null when the session is gone. */
  session: string | null;
  roomName: string;
  sessionNumber: number;
  text: string;
  createdAt: number;
  updatedAt: number;
}

/** Every function names the owner: there is no way to a reflection without being them. */
export interface ReflectionStore {
  /** One for each session: another one takes its place, and keeps its id and the time of its making. */
  set(row: ReflectionRow & { session: string }): Promise<void>;
  findForSession(owner: string, session: string): Promise<ReflectionRow | null>;
  /** The newest first. */
  list(owner: string): Promise<ReflectionRow[]>;
  /** Nothing happens when it is not theirs. */
  remove(owner: string, id: string): Promise<void>;
  removeForSession(owner: string, session: string): Promise<void>;
}

export interface FavouriteStore {
  /** The oldest first. */
  list(owner: string): Promise<string[]>;
  /** False when the owner has `most` already. One that is there already stays where it is. */
  add(owner: string, text: string, at: number, most: number): Promise<boolean>;
  remove(owner: string, text: string): Promise<void>;
}

export interface NextDateRow {
  room: string;
  /** When they meet. */
  at: number;
  /** Null when that user is gone. */
  setBy: string | null;
  setAt: number;
  /** By which format; null: chosen when they meet. */
  format: Format | null;
}

export interface NextDateStore {
  set(row: NextDateRow): Promise<void>;
  clear(room: string): Promise<void>;
  listForRooms(rooms: readonly string[]): Promise<NextDateRow[]>;
}
