/** A log that was never made short: opening its board must not hold up everybody else. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { mergeTree } from '../../server/board/update/merge.ts';
import { openBoardStage, type BoardStage } from '../support/board-stage.ts';
import { watchTurns, workMs } from '../support/longest-turn.ts';
import { until } from '../support/until.ts';

let stage: BoardStage;
beforeEach(async () => {
  stage = await openBoardStage();
});
afterEach(() => stage.close());

/** So many entries of one person who writes at both ends of a text, and now and then deletes. */
function longLog(entries: number): { doc: Y.Doc; log: Uint8Array[] } {
  const doc = new Y.Doc();
  const log: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => log.push(update));
  const text = doc.getText('notes');
  for (let nth = 0; nth < entries; nth++) {
    if (nth % 10 === 9) text.delete(text.length >> 1, 1);
    else text.insert(nth % 3 === 0 ? 0 : text.length, 'x');
  }
  return { doc, log };
}

async function store(session: string, author: string, log: readonly Uint8Array[]): Promise<void> {
  for (let from = 0; from < log.length; from += 5_000) {
    const entries = log.slice(from, from + 5_000).map((update, nth) => ({ session, author, at: from + nth, update }));
    await stage.store.boards.append(entries);
  }
}

test('B2: a board whose long log was never compacted opens whole, and nobody else waits for that', async () => {
  const ama = await stage.visitor('Ama');
  const { session } = await stage.session(ama);
  const { doc, log } = longLog(100_000);
  const before = workMs();
  mergeTree(log, () => undefined);
  const mergingMs = workMs() - before;
  await store(session, ama.id, log);
  const turns = watchTurns();
  const wire = stage.wire(session, { cookie: ama.cookie });
  await until(() => wire.frames.length > 0, 'the board opens', 30_000);
  const longestMs = turns.stop();

  expect(longestMs).toBeLessThan(mergingMs / 2);
  const reader = stage.desk(session, ama);
  await until(() => reader.provider.synced, 'in sync', 30_000);
  expect(reader.text.toJSON()).toBe(doc.getText('notes').toJSON());
});
