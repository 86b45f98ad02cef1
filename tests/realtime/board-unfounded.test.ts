import { afterEach, beforeEach, expect, test } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { openBoardPair } from '../support/board-stage.ts';
import { writeFrame } from '../support/board-wire.ts';
import { until } from '../support/until.ts';

type Pair = Awaited<ReturnType<typeof openBoardPair>>;
let pair: Pair;
beforeEach(async () => {
  pair = await openBoardPair();
});
afterEach(() => pair.stage.close());

/** Deletes every second of so many letters that nobody wrote. */
function deletesNothing(client: number, count: number): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [0, 1, client, count]) encoding.writeVarUint(encoder, number);
    for (let nth = 0; nth < count; nth++) for (const number of [2 * nth, 1]) encoding.writeVarUint(encoder, number);
  });
}

test.each([
  ['at once', [200_000]],
  ['little by little', Array.from({ length: 1_000 }, () => 200)],
])('B23: deletions of words that nobody wrote are taken up to a bound, %s', async (_how, counts) => {
  const { stage, ama, session } = pair;
  const wire = stage.wire(session, { cookie: ama.cookie });
  await wire.opened();
  for (const [nth, count] of counts.entries()) wire.send(writeFrame(deletesNothing(nth + 1, count)));
  expect(await wire.closed()).toBe(4413);
  const reader = new Y.Doc();
  for (const update of (await stage.store.boards.load(session))?.tail ?? []) Y.applyUpdate(reader, update);
  expect(reader.store.pendingDs?.length ?? 0).toBeLessThan(200_000);
});

test('B23: who deletes every second letter of a long text, and brings all of it after a day offline, is not in the way', async () => {
  const { stage, ama, ben, session } = pair;
  const offline = new Y.Doc();
  const text = offline.getText('notes');
  text.insert(0, 'xy'.repeat(30_000));
  for (let at = 30_000; at > 0; at--) text.delete(at, 1);
  const desk = stage.desk(session, ama, offline);
  await until(() => desk.saved() > 0 && desk.saved() === desk.sent(), 'all is saved');
  expect(desk.closeCodes).toEqual([]);
  const other = stage.desk(session, ben);
  await until(() => other.text.length === text.length, 'the other has it');
});
