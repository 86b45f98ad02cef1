/** Puts edits and cards on a board, through the front door, as fast as the server takes them. */
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { BoardClient, type BoardAddress } from './board-client.ts';
import { quiet } from './cpu.ts';
import type { BenchRoom } from './servers/contender.ts';
import type { ServerProcess } from './server-process.ts';
import { cardsAsUpdates, clientId, Trace, type TraceKind } from './trace.ts';

/** How far a writer may be ahead of what the other has received, in updates. */
const lead = 200;
/** A writer stays below what our server allows to one connection, and so do all: updates in a millisecond. */
const perMs = 1.8;
const fillLimitMs = 300_000;

/** What a board holds when all that was written has arrived. */
export type BoardGoal = ReadonlyMap<number, number>;

export function addressOf(server: ServerProcess, { room, cookies }: BenchRoom, nth: number): BoardAddress {
  return { wire: server.contender.speaks, port: server.port, room, cookie: cookies[nth % 2] ?? null, nth };
}

/** Two people write this many updates in turn. Returns what is on the board then. Both have left when it resolves. */
export async function fillWithEdits(
  server: ServerProcess,
  room: BenchRoom,
  updates: number,
  kind: TraceKind,
): Promise<BoardGoal> {
  const trace = new Trace(Math.max(2, Math.ceil(updates / 2)), kind);
  const counts = [Math.ceil(updates / 2), Math.floor(updates / 2)] as const;
  const heard = [0, 0];
  const follow = (writer: 0 | 1) => ({
    update(update: Uint8Array): void {
      // Each hears what the other writes.
      const before = heard[writer] ?? 0;
      if (update.length > 2 && before < counts[writer])
        heard[writer] = trace.heardAfter(update, clientId(writer), before);
    },
  });
  const writers = [
    await BoardClient.open(addressOf(server, room, 0), follow(1)),
    await BoardClient.open(addressOf(server, room, 1), follow(0)),
  ] as const;
  const sent = [0, 0];
  const until = performance.now() + fillLimitMs;
  let allowed = 0;
  let last = performance.now();
  const finished = (): boolean => counts.every((count, nth) => (heard[nth] ?? 0) >= count);
  while (!finished()) {
    const now = performance.now();
    if (now > until) throw new Error(`${server.contender.title} did not take ${updates} updates in time`);
    allowed = Math.min(allowed + (now - last) * perMs, lead);
    last = now;
    for (const nth of [0, 1] as const) {
      let at = sent[nth] ?? 0;
      const stop = Math.min(counts[nth], at + Math.floor(allowed), (heard[nth] ?? 0) + lead);
      for (; at < stop; at++) writers[nth].write(trace.update(at, clientId(nth)));
      sent[nth] = at;
    }
    allowed %= 1;
    await wait(1);
  }
  await untilStored(server, writers);
  for (const writer of writers) writer.close();
  return new Map(counts.flatMap((count, nth) => (count > 0 ? [[clientId(nth), trace.clockAt(count)] as const] : [])));
}

/** Somebody puts this many cards on the board at once, and stays. */
export async function fillWithCards(
  server: ServerProcess,
  room: BenchRoom,
  cards: number,
  nth: number,
): Promise<BoardClient> {
  const client = await BoardClient.open(addressOf(server, room, nth));
  for (const update of cardsAsUpdates(cards, clientId(nth))) client.write(update);
  return client;
}

/** Resolves when the server says that all is saved, or where it does not say so, when it has nothing more to do. */
export async function untilStored(server: ServerProcess, clients: readonly BoardClient[]): Promise<void> {
  const until = performance.now() + fillLimitMs;
  while (clients.some((client) => client.unsent > 0)) {
    if (performance.now() > until) throw new Error(`${server.contender.title} does not read any more`);
    await wait(5);
  }
  if (server.contender.tellsSaved) {
    while (clients.some((client) => client.saved < client.writes)) {
      if (performance.now() > until) throw new Error(`${server.contender.title} did not say that all is saved`);
      await wait(5);
    }
  }
  await quiet(server.pid);
}

/** Whether a document holds all of this. */
export function holds(doc: Y.Doc, goal: BoardGoal): boolean {
  const here = Y.decodeStateVector(Y.encodeStateVector(doc));
  return [...goal].every(([client, clock]) => (here.get(client) ?? 0) >= clock);
}
