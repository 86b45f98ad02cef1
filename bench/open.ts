/** How long somebody waits for a board: from knocking until all of it has arrived. */
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { BoardClient } from './board-client.ts';
import { quiet } from './cpu.ts';
import { addressOf, fillWithEdits, holds, type BoardGoal } from './fill.ts';
import type { Plan } from './plan.ts';
import { freshFolder, startServer, type ServerProcess } from './server-process.ts';
import type { BenchRoom, Contender } from './servers/contender.ts';

const openLimitMs = 60_000;
/** A server lets go of a board some time after the last person left; quiet is not enough to know. Milliseconds. */
const letGoMs = 300;

/** A server with boards of several histories, ready to be opened again and again. */
export interface OpenStage {
  readonly server: ServerProcess;
  readonly boards: readonly (WrittenBoard & { room: BenchRoom; goal: BoardGoal })[];
  /** Where boards are in memory only: those who keep them there. */
  readonly keepers: readonly BoardClient[];
}

type WrittenBoard = Plan['open'][number];

export interface OpenTimes extends WrittenBoard {
  /** Milliseconds when nobody is on the board and it is not in memory; null where it lives in memory only. */
  cold: number[] | null;
  /** Milliseconds of each of these until the handshake, sign-in included, was over. */
  connect: number[];
  /** Milliseconds for the second person on the board. */
  warm: number[];
  /** What the second person is sent, in bytes. */
  bytes: number;
}

export async function setOpenStage(contender: Contender, written: Plan['open']): Promise<OpenStage> {
  const dataDir = freshFolder();
  await contender.prepare(dataDir);
  const rooms = contender.rooms(written.length);
  let server = await startServer(contender, dataDir);
  const boards: OpenStage['boards'][number][] = [];
  const keepers: BoardClient[] = [];
  for (const [nth, { kind, updates }] of written.entries()) {
    const room = rooms[nth];
    if (room === undefined) continue;
    if (!contender.keeps) keepers.push(await BoardClient.open(addressOf(server, room, 2)));
    boards.push({ kind, updates, room, goal: await fillWithEdits(server, room, updates, kind) });
  }
  if (contender.keeps) {
    // Without what filling left in memory.
    await quiet(server.pid);
    await server.stop();
    server = await startServer(contender, dataDir);
    await warmUp(server, boards);
  }
  return { server, boards, keepers };
}

/** Code that runs for the first time is slow; a server that was just started is not what is measured. */
async function warmUp(server: ServerProcess, boards: OpenStage['boards']): Promise<void> {
  const small = boards.filter(({ updates }) => updates <= 1_000);
  for (let nth = 0; nth < 5; nth++) for (const board of small) await openCold(server, board);
}

/** Opens each board so many times, when it is at rest and when somebody is there already. */
export async function measureOpening({ server, boards }: OpenStage, times: number): Promise<OpenTimes[]> {
  const results: OpenTimes[] = [];
  for (const board of boards) {
    const { kind, updates } = board;
    const cold: number[] = [];
    const connect: number[] = [];
    const warm: number[] = [];
    let bytes = 0;
    for (let nth = 0; nth < times; nth++) {
      if (server.contender.keeps) {
        const opened = await openCold(server, board);
        cold.push(opened.ms);
        connect.push(opened.connectMs);
      }
      const first = await open(server, board.room, board.goal, 0);
      const second = await open(server, board.room, board.goal, 1);
      warm.push(second.ms);
      bytes = second.bytes;
      for (const { client } of [first, second]) client.close();
      await atRest(server);
    }
    results.push({ kind, updates, cold: server.contender.keeps ? cold : null, connect, warm, bytes });
  }
  return results;
}

async function openCold(server: ServerProcess, { room, goal }: OpenStage['boards'][number]): Promise<Opened> {
  const opened = await open(server, room, goal, 0);
  opened.client.close();
  await atRest(server);
  return opened;
}

async function atRest(server: ServerProcess): Promise<void> {
  await wait(letGoMs);
  await quiet(server.pid);
}

interface Opened {
  /** Until all of the board has arrived, and until the handshake was over before. */
  ms: number;
  connectMs: number;
  bytes: number;
  client: BoardClient;
}

/** Knocks, and waits until the last message that was needed has come. Reading them is not the server's time. */
async function open(server: ServerProcess, room: BenchRoom, goal: BoardGoal, nth: number): Promise<Opened> {
  const doc = new Y.Doc();
  const from = performance.now();
  let at = from;
  let connectedAt = from;
  let bytes = 0;
  let complete = (): void => undefined;
  const completed = new Promise<void>((resolve) => (complete = resolve));
  const client = await BoardClient.open(addressOf(server, room, nth), {
    connected() {
      connectedAt = performance.now();
    },
    update(update) {
      // A server that first answers "nothing" and sends the board afterwards is not done with the first.
      if (bytes > 0 && holds(doc, goal)) return;
      at = performance.now();
      Y.applyUpdate(doc, update);
      bytes += update.length;
      if (holds(doc, goal)) complete();
    },
  });
  if (!holds(doc, goal)) {
    const limit = wait(openLimitMs, 'late', { ref: false });
    if ((await Promise.race([completed, limit])) === 'late') {
      throw new Error(`${server.contender.title} did not send the board in time`);
    }
  }
  doc.destroy();
  return { ms: at - from, connectMs: connectedAt - from, bytes, client };
}
