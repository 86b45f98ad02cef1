/** A server that takes part: how it is started, and how it is spoken to. */
import type { WireName } from '../wire.ts';

/** A room and the people in it. `cookies` is empty where nobody signs in. */
export interface BenchRoom {
  readonly room: string;
  readonly cookies: readonly string[];
}

export interface Contender {
  /** As in the table. */
  readonly title: string;
  /** What it promises, in a few words. */
  readonly promise: string;
  readonly speaks: WireName;
  /** Whether boards are there again after a restart. */
  readonly keeps: boolean;
  /** Whether it says when an edit is on disk. */
  readonly tellsSaved: boolean;
  /** Whether it can answer what is on a board. */
  readonly knowsBoards: boolean;
  /** Puts into an empty folder what the server needs before its first start. */
  prepare(dataDir: string): Promise<void>;
  /** So many rooms, always the same ones. */
  rooms(count: number): readonly BenchRoom[];
  start(dataDir: string): Promise<Launch>;
}

export interface Launch {
  /** A file to run with Node. */
  program: string;
  env: Record<string, string>;
  /** The line that it prints when it is ready. The first group is the port, where the server chooses it. */
  ready: RegExp;
  /** Where we choose it. */
  port?: number;
}

/** Rooms by number, for servers on which a room is whatever somebody asks for. */
export function numberedRooms(count: number): BenchRoom[] {
  return Array.from({ length: count }, (_, nth) => ({ room: `room-${nth}`, cookies: [] }));
}
