/** What a board and a connection cost in memory while nothing happens. */
import { BoardClient } from './board-client.ts';
import { quiet } from './cpu.ts';
import { addressOf, fillWithCards, untilStored } from './fill.ts';
import { freshFolder, startServer, type MemoryUse, type ServerProcess } from './server-process.ts';
import type { BenchRoom, Contender } from './servers/contender.ts';
import { cardsAsUpdates, clientId } from './trace.ts';

/** People who are let in at the same time. */
const atOnce = 20;
/** Further boards, opened and closed before anything is measured, so that code and pools are there. */
export const warmUpRooms = 40;

export interface MemoryPerRoom {
  cards: number;
  rooms: number;
  /** Bytes of the board as one Yjs update. */
  encoded: number;
  /** Bytes for one more board in memory, without the connection that holds it there. */
  room: MemoryUse;
  /** Bytes for one more connection to a board that is in memory. */
  connection: MemoryUse;
}

/** Loads boards of so many cards, one connection each, then a second connection each. */
export async function measureMemory(
  contender: Contender,
  { cards, rooms: count }: { cards: number; rooms: number },
): Promise<MemoryPerRoom> {
  const dataDir = freshFolder();
  await contender.prepare(dataDir);
  const rooms = contender.rooms(count);
  let server = await startServer(contender, dataDir);
  try {
    if (contender.keeps) {
      const writers = await each(rooms, (room, nth) => fillWithCards(server, room, cards, nth));
      await untilStored(server, writers);
      for (const writer of writers) writer.close();
      await quiet(server.pid);
      await server.stop();
      server = await startServer(contender, dataDir);
    }
    await warmUp(server, contender.rooms(count + warmUpRooms).slice(count));
    const before = await restingMemory(server);
    const firsts = await each(rooms, (room, nth) =>
      contender.keeps ? BoardClient.open(addressOf(server, room, 2 * nth)) : fillWithCards(server, room, cards, nth),
    );
    const loaded = await restingMemory(server);
    const seconds = await each(rooms, (room, nth) => BoardClient.open(addressOf(server, room, 2 * nth + 1)));
    const twice = await restingMemory(server);
    for (const client of [...firsts, ...seconds]) client.close();

    const connection = share(difference(twice, loaded), count);
    const encoded = cardsAsUpdates(cards, clientId(0)).reduce((sum, { length }) => sum + length, 0);
    return {
      cards,
      rooms: count,
      encoded,
      connection,
      room: difference(share(difference(loaded, before), count), connection),
    };
  } finally {
    await server.stop();
  }
}

async function warmUp(server: ServerProcess, rooms: readonly BenchRoom[]): Promise<void> {
  const visitors = await each(rooms, (room, nth) => BoardClient.open(addressOf(server, room, 2 * nth)));
  for (const visitor of visitors) visitor.close();
}

async function restingMemory(server: ServerProcess): Promise<MemoryUse> {
  await quiet(server.pid);
  return server.memory();
}

const difference = (a: MemoryUse, b: MemoryUse): MemoryUse => ({
  inUse: a.inUse - b.inUse,
  resident: a.resident - b.resident,
});

const share = ({ inUse, resident }: MemoryUse, count: number): MemoryUse => ({
  inUse: inUse / count,
  resident: resident / count,
});

/** Does the same in every room, in a few of them at a time. */
async function each<T>(rooms: readonly BenchRoom[], work: (room: BenchRoom, nth: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let from = 0; from < rooms.length; from += atOnce) {
    const some = rooms.slice(from, from + atOnce).map((room, nth) => work(room, from + nth));
    results.push(...(await Promise.all(some)));
  }
  return results;
}
