import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { percentile, median } from '../../../bench/statistics.ts';
import { cardsAsUpdates, clientId, Trace } from '../../../bench/trace.ts';

const trace = new Trace(500);

function boardAfter(client: number, count: number): Y.Doc {
  const doc = new Y.Doc();
  for (let index = 0; index < count; index++) Y.applyUpdate(doc, trace.update(index, client));
  return doc;
}

describe('the load of the benchmark', () => {
  it('is made of real Yjs updates: every client writes the same cards under its own id', () => {
    const first = boardAfter(clientId(0), 500);
    const last = boardAfter(clientId(1_999), 500);

    expect(first.getMap('cards').size).toBe(3);
    expect(last.getMap('cards').toJSON()).toEqual(first.getMap('cards').toJSON());
    expect([...last.store.clients.keys()]).toEqual([clientId(1_999)]);
    expect(last.store.pendingStructs).toBeNull();
  });

  it('has a text, too, of which a fifth is put right as it is written', () => {
    const text = new Trace(2_000, 'text');
    const doc = new Y.Doc();
    for (let index = 0; index < 2_000; index++) Y.applyUpdate(doc, text.update(index, clientId(5)));

    expect(text.clockAt(2_000)).toBe(2_000);
    expect(Y.decodeStateVector(Y.encodeStateVector(doc))).toEqual(new Map([[clientId(5), 2_000]]));
    expect(doc.getText('text').length).toBeGreaterThan(1_500);
    expect(doc.getText('text').length).toBeLessThan(1_700);
  });

  it('knows what is on a board after any number of updates', () => {
    for (const count of [0, 1, 2, 199, 200, 500]) {
      const vector = Y.decodeStateVector(Y.encodeStateVector(boardAfter(clientId(7), count)));
      expect(vector.get(clientId(7)) ?? 0).toBe(trace.clockAt(count));
    }
  });

  it('counts each update that arrives, also when a server passes several on as one', () => {
    const mine = clientId(3);
    const updates = [0, 1, 2, 3].map((index) => trace.update(index, mine));

    expect(trace.heardAfter(updates[0]!, mine, 0)).toBe(1);
    expect(trace.heardAfter(Y.mergeUpdates(updates.slice(1)), mine, 1)).toBe(4);
  });

  it('does not take an echo of somebody else for an arrival', () => {
    expect(trace.heardAfter(trace.update(0, clientId(4)), clientId(3), 0)).toBe(0);
  });

  it('fills a board with as many cards as were asked for', () => {
    const doc = new Y.Doc();
    for (const update of cardsAsUpdates(1_200, clientId(0))) Y.applyUpdate(doc, update);

    expect(doc.getMap('cards').size).toBe(1_200);
  });
});

describe('the numbers of the benchmark', () => {
  it('takes the middle one, and the one that so many do not exceed', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 9, 6])).toBe(5);
    expect(median([])).toBeNaN();
    const hundred = Array.from({ length: 100 }, (_, nth) => 100 - nth);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 0.5)).toBe(50);
  });
});
