/** Writes while the server is killed, and keeps a ledger of what it had called saved by then. */
import * as Y from 'yjs';
import { openDesk, type Desk } from './board-desk.ts';
import { prepareBoardProcess } from './board-process.ts';
import { until } from './until.ts';

export interface Ledger {
  /** How many edits the server had called saved, over all rounds. */
  promised: number;
  /** Those of them that a fresh reader of its data does not find. */
  lost: string[];
}

/** `edits`: how many edits of each writer are saved at least before the kill of a round. */
export async function keepLedger(kills: number, edits: (round: number) => number): Promise<Ledger> {
  const board = await prepareBoardProcess(1);
  const [user = ''] = board.users;
  const ledger: string[] = [];
  try {
    for (let round = 0; round < kills; round++) {
      const port = await board.start();
      // Every round starts from empty documents: no client can bring back what the server lost.
      const desks = [
        openDesk(port, board.session, user, new Y.Doc()),
        openDesk(port, board.session, user, new Y.Doc()),
      ];
      await until(
        () => desks.every((desk) => desk.provider.synced && desk.saved() === desk.sent()),
        'all in sync',
        20_000,
      );
      const writers = desks.map((desk, nth) => keepWriting(desk, `${round}-${nth}-`));
      await until(() => writers.every((writer) => writer.promised() > edits(round)), 'a good number is saved', 20_000);
      await board.kill();
      for (const { prefix, stop, promised } of writers) {
        stop();
        for (let word = 0; word < promised(); word++) ledger.push(`${prefix}${word}`);
      }
      for (const desk of desks) desk.leave();
    }
    const doc = new Y.Doc();
    for (const update of await board.stored()) Y.applyUpdate(doc, update);
    const words = doc.getMap('words');
    return { promised: ledger.length, lost: ledger.filter((word) => !words.has(word)) };
  } finally {
    await board.clean();
  }
}

/** Writes numbered words without end; `promised` says how many the server has called saved. */
function keepWriting(desk: Desk, prefix: string): { prefix: string; stop: () => void; promised: () => number } {
  let written = 0;
  const words = desk.doc.getMap<number>('words');
  const before = desk.sent();
  const timer = setInterval(() => words.set(`${prefix}${written++}`, written), 1);
  return {
    prefix,
    stop: () => {
      clearInterval(timer);
    },
    promised: () => Math.max(0, Math.min(desk.saved() - before, written)),
  };
}
