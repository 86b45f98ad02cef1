/** A large board: nothing that people do on it all day may hold up everybody else on the server. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardMessage, syncStep } from '#lib/protocol/board-messages.ts';
import { openBoardPair } from '../support/board-stage.ts';
import { writeFrame, type Wire } from '../support/board-wire.ts';
import { watchTurns, workMs } from '../support/longest-turn.ts';
import { until } from '../support/until.ts';

type Pair = Awaited<ReturnType<typeof openBoardPair>>;
let pair: Pair;
beforeEach(async () => {
  pair = await openBoardPair();
});
afterEach(() => pair.stage.close());

/** Some 3 MB, of which nothing can be taken together. */
function writeLarge(doc: Y.Doc): void {
  const text = doc.getText('notes');
  for (let part = 0; part < 8; part++)
    doc.transact(() => {
      for (let nth = 0; nth < 40_000; nth++) text.insert(nth % 2 === 0 ? 0 : text.length, 'x');
    });
}

test('B25: opening a large board, writing, asking and leaving take no time from others', async () => {
  const { stage, ama, ben, session } = pair;
  const doc = new Y.Doc();
  const entries: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => entries.push(update));
  writeLarge(doc);
  const before = workMs();
  Y.mergeUpdates([Y.encodeStateAsUpdate(doc), new Uint8Array([0, 0])]);
  const mergingMs = workMs() - before;
  await stage.store.boards.append(entries.map((update, at) => ({ session, author: ama.id, at, update })));
  entries.length = 0;
  for (let nth = 0; nth < 40; nth++) doc.getText('notes').insert(nth, 'typed');
  const edits = entries.map((update) => writeFrame(update));
  const question = writeFrame(Y.encodeStateVector(doc), syncStep.stateVector);

  const answers = (wire: Wire): number =>
    wire.frames.filter((frame) => frame[0] === boardMessage.sync && frame[1] === syncStep.missing).length;
  const turns = watchTurns();
  for (const round of [1, 2]) {
    const one = stage.wire(session, { cookie: ama.cookie });
    const other = stage.wire(session, { cookie: ben.cookie });
    await until(() => one.frames.length > 0 && other.frames.length > 0, 'the board opens', 30_000);
    for (const edit of edits) one.send(edit);
    other.send(question);
    await until(() => answers(other) > 0, 'the question is answered');
    await until(() => one.saved() === edits.length, 'all is saved');
    one.socket.close();
    other.socket.close();
    await until(() => stage.quiet.length === round, 'the board comes to rest');
  }
  expect(turns.stop()).toBeLessThan(mergingMs / 4);
}, 60_000);
