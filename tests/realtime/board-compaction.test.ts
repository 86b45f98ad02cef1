import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactBoard, type CompactionResult } from '../../server/board/compaction/compaction.ts';
import { planOf } from '../../server/board/state/board-index.ts';
import { readStoredPlan } from '../../server/board/state/stored-plan.ts';
import { readSoundUpdate } from '../../server/board/update/sound-update.ts';
import type { BoardMoment, BoardSegment, StoredEntry } from '../../server/store/ports/archive-port.ts';
import { openBoardStage, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { propertyRun } from '../support/property-seed.ts';
import { until } from '../support/until.ts';

/** Every change of the document as an entry of the log, a second apart. */
function logOf(doc: Y.Doc, author: string, log: StoredEntry[], secondsApart = 1): void {
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'peer') return;
    const seq = (log.at(-1)?.seq ?? 0) + 1;
    log.push({ seq, author, at: (log.at(-1)?.at ?? 0) + secondsApart * 1_000, update });
  });
}

function docOf(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

/** Two people who write and delete in one text; every change an entry. */
function writing(steps: readonly (readonly [who: number, act: number, at: number])[]): StoredEntry[] {
  const log: StoredEntry[] = [];
  const docs = ['ama', 'ben'].map((author, nth) => {
    const doc = new Y.Doc();
    doc.clientID = nth + 1;
    logOf(doc, author, log);
    return doc;
  });
  for (const [who, act, at] of steps) {
    const doc = docs[who % 2]!;
    const text = doc.getText('notes');
    if (act % 3 === 0) Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[(who + 1) % 2]!), 'peer');
    else if (act % 3 === 1 && text.length > 0) text.delete(at % text.length, 1);
    else text.insert(at % (text.length + 1), String.fromCharCode(97 + (at % 26)));
  }
  return log;
}

describe('what is made of a log', () => {
  test('B31: the checkpoint, and the segments one after the other, say what the log said, however often it is compacted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(1), fc.nat(2), fc.nat(1000)), { minLength: 5, maxLength: 200 }),
        fc.nat(200),
        (steps, cut) => {
          const log = writing(steps);
          if (log.length < 2) return;
          const at = 1 + (cut % (log.length - 1));
          const whole = docOf(...log.map(({ update }) => update));
          const early = compactBoard({ checkpoint: null, entries: log.slice(0, at), sinceState: 0 });
          const late = compactBoard({ checkpoint: early.checkpoint, entries: log.slice(at), sinceState: 0 });
          const words = whole.getText('notes').toJSON();
          expect(docOf(late.checkpoint).getText('notes').toJSON()).toBe(words);
          const segments = [...early.segments, ...late.segments];
          expect(
            docOf(...segments.map(({ bytes }) => bytes))
              .getText('notes')
              .toJSON(),
          ).toBe(words);
          expect(early.covered + late.covered).toBe(log.length);
          expect([...early.poisoned, ...late.poisoned]).toEqual([]);
        },
      ),
      propertyRun('compaction', 60),
    );
  });

  test('B32: a segment is what one person wrote within five seconds; states are kept on the way', () => {
    const log: StoredEntry[] = [];
    const doc = new Y.Doc();
    logOf(doc, 'ama', log);
    for (let nth = 0; nth < 300; nth++) doc.getText('notes').insert(nth, 'x');
    const { segments, states } = compactBoard({ checkpoint: null, entries: log, sinceState: 0 });
    expect(segments.every(({ fromAt, toAt, author }) => toAt - fromAt <= 5_000 && author === 'ama')).toBe(true);
    expect(segments.length).toBeLessThan(log.length / 4);
    expect(states.map(({ through }) => through)).toEqual([121, 242]);
    for (const { through, bytes } of states) {
      expect(docOf(bytes).getText('notes').length).toBe(through);
      const later = segments.filter(({ fromSeq }) => fromSeq > through).map(({ bytes: part }) => part);
      expect(docOf(bytes, ...later).getText('notes').length).toBe(300);
    }
  });

  test('B32: states that are kept take at most twice the space of all that was written, however often it is compacted', () => {
    const log: StoredEntry[] = [];
    const doc = new Y.Doc();
    logOf(doc, 'ama', log);
    const chance = chanceFrom(4_711);
    for (let nth = 0; nth < 8_000; nth++) doc.getText('notes').insert(chance(nth + 1), 'x');
    const segments: BoardSegment[] = [];
    const states: BoardMoment[] = [];
    const sizeOf = (parts: readonly { bytes: Uint8Array }[]): number =>
      parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
    let checkpoint: Uint8Array | null = null;
    for (let from = 0; from < log.length; from += 1_000) {
      const through = states.at(-1)?.through ?? 0;
      const sinceState = sizeOf(segments.filter(({ fromSeq }) => fromSeq > through));
      const result: CompactionResult = compactBoard({ checkpoint, entries: log.slice(from, from + 1_000), sinceState });
      checkpoint = result.checkpoint;
      segments.push(...result.segments);
      states.push(...result.states);
    }
    expect(sizeOf(states)).toBeLessThan(2 * sizeOf(segments));
    expect(states.length).toBeGreaterThan(3);
    expect(states.at(-1)!.through).toBeGreaterThan(4_000);
  });

  test('B31: words in whose place somebody wrote others beforehand are shown to newcomers, too, from then on', () => {
    const ama = new Y.Doc();
    const log: StoredEntry[] = [];
    // As Ama's page, and behind words that do not exist: nobody shows it, and merged with hers it hides them.
    const eves = encoding.encode((encoder) => {
      for (const number of [1, 1, ama.clientID, 0]) encoding.writeVarUint(encoder, number);
      encoding.writeUint8(encoder, 0x84);
      for (const number of [77, 3]) encoding.writeVarUint(encoder, number);
      encoding.writeVarString(encoder, 'nothing at all');
      encoding.writeVarUint(encoder, 0);
    });
    expect(readSoundUpdate(eves)).not.toBeNull();
    log.push({ seq: 1, author: 'eve', at: 0, update: eves });
    logOf(ama, 'ama', log);
    ama.getText('notes').insert(0, 'hello');
    expect(docOf(Y.mergeUpdates(log.map(({ update }) => update))).getText('notes').length).toBe(0);
    const { checkpoint, healed } = compactBoard({ checkpoint: null, entries: log, sinceState: 0 });
    expect(docOf(checkpoint).getText('notes').toJSON()).toContain('hello');
    expect(healed).toBe(true);
  });

  test('B31: deleted words do not stay in the checkpoint', () => {
    const log: StoredEntry[] = [];
    const doc = new Y.Doc();
    logOf(doc, 'ama', log);
    for (let nth = 0; nth < 200; nth++) {
      doc.getText('notes').insert(0, 'a secret that was taken back');
      doc.getText('notes').delete(0, 28);
    }
    const { checkpoint } = compactBoard({ checkpoint: null, entries: log, sinceState: 0 });
    expect(Buffer.from(checkpoint).includes('secret')).toBe(false);
    expect(checkpoint.length).toBeLessThan(100);
  });

  test('B33: an update that makes honest ones throw is found, and everybody else’s words stay', () => {
    const chance = chanceFrom(12_345);
    let found = 0;
    for (let round = 0; round < 40; round++) {
      const { honest, doc } = busyBoard(1_000 + round, chance);
      for (let attempt = 0; attempt < 150; attempt++) {
        // Eve sends Ama's next update with wrong bytes in it, before Ama does.
        const place = chance(honest.length);
        const bad = new Uint8Array(honest[place]!.update);
        for (let wrong = chance(3); wrong >= 0; wrong--) bad[chance(bad.length)] = chance(256);
        const eves = { seq: 0, author: 'eve', at: honest[place]!.at, update: bad };
        const entries = honest.toSpliced(place, 0, eves).map((entry, nth) => ({ ...entry, seq: nth + 1 }));
        if (readSoundUpdate(bad) === null || !throwsInTurn(entries.map(({ update }) => update))) continue;
        found++;
        const { poisoned, checkpoint, covered } = compactBoard({ checkpoint: null, entries, sinceState: 0 });
        expect(poisoned.every(({ seq }) => entries[seq - 1]!.author === 'eve')).toBe(true);
        expect(covered).toBe(entries.length);
        expect(docOf(checkpoint).getMap('cards').toJSON()).toEqual(doc.getMap('cards').toJSON());
      }
    }
    expect(found).toBeGreaterThan(0);
  });
});

/** Whole numbers below the bound, the same on every run. */
function chanceFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % bound;
  };
}

/** Cards that come, are written on, change and go, by one author. */
function busyBoard(client: number, chance: (bound: number) => number): { honest: StoredEntry[]; doc: Y.Doc } {
  const honest: StoredEntry[] = [];
  const doc = new Y.Doc();
  doc.clientID = client;
  logOf(doc, 'ama', honest);
  const cards = doc.getMap<Y.Map<Y.Text | number>>('cards');
  const anyCard = () => [...cards.keys()][chance(cards.size)] ?? '';
  const textOf = (id: string): Y.Text | null => {
    const text = cards.get(id)?.get('text');
    return text instanceof Y.Text ? text : null;
  };
  for (let step = 0; step < 60; step++) {
    const what = chance(4);
    if (what === 0) {
      const fields: [string, Y.Text | number][] = [
        ['text', new Y.Text(`hi${step}`)],
        ['x', step],
      ];
      cards.set(`c${chance(8)}`, new Y.Map<Y.Text | number>(fields));
    } else if (cards.size === 0) continue;
    else if (what === 1) textOf(anyCard())?.insert(0, 'abc');
    else if (what === 2) cards.get(anyCard())?.set('x', step * 7);
    else if (chance(3) === 0) cards.delete(anyCard());
    else {
      const text = textOf(anyCard());
      if (text && text.length > 1) text.delete(0, 1);
    }
  }
  return { honest, doc };
}

function throwsInTurn(updates: readonly Uint8Array[]): boolean {
  try {
    docOf(...updates);
    return false;
  } catch {
    return true;
  }
}

describe('a board that comes to rest', () => {
  let stage: BoardStage;
  let ama: Visitor;
  let ben: Visitor;
  let session: string;
  beforeEach(async () => {
    stage = await openBoardStage({ tuning: { removal: { quietMs: 100 } } });
    ama = await stage.visitor('Ama');
    ben = await stage.visitor('Ben');
    ({ session } = await stage.session(ama, ben));
  });
  afterEach(() => stage.close());

  /** Writes and deletes, so that there is something to forget, and leaves. */
  async function talkAndLeave(words: number): Promise<Y.Doc> {
    const desk = stage.desk(session, ama);
    await until(() => desk.provider.synced, 'in sync');
    for (let nth = 0; nth < words; nth++) {
      desk.write('word ');
      if (nth % 2 === 1) desk.text.delete(desk.text.length - 5, 5);
    }
    await until(() => desk.saved() === desk.sent(), 'saved', 20_000);
    desk.leave();
    return desk.doc;
  }

  const isCompacted = async (): Promise<boolean> => {
    const stored = await stage.store.boards.load(session);
    return stored?.checkpoint !== null && stored?.tail.length === 0;
  };

  test('B31: its log becomes a checkpoint, and whoever comes next sees the same board', async () => {
    const doc = await talkAndLeave(60);
    await until(isCompacted, 'compacted', 20_000);
    const { checkpoint, plan } = (await stage.store.boards.load(session))!;
    expect(readStoredPlan(plan!, checkpoint!)).toEqual(planOf(checkpoint!));
    const desk = stage.desk(session, ben);
    await until(() => desk.provider.synced, 'in sync');
    expect(desk.text.toJSON()).toBe(doc.getText('notes').toJSON());
    desk.write('!');
    await until(() => desk.saved() === desk.sent(), 'saved');
    expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe(`${doc.getText('notes').toJSON()}!`);
  });

  test('B31: the rows that its checkpoint covers are removed from the file a little later, and nobody misses any', async () => {
    const reader = new Database(join(stage.dataDir, 'counterpoint.sqlite'), { readonly: true });
    const rowsOf = (table: string) => reader.prepare(`select count(*) from ${table}`).pluck().get();
    let said = '';
    for (let meeting = 0; meeting < 2; meeting++) {
      said = (await talkAndLeave(30)).getText('notes').toJSON();
      await until(isCompacted, 'compacted', 20_000);
      await until(() => rowsOf('board_covered') === 0, 'removed');
      expect(rowsOf('board_updates')).toBe(0);
    }
    reader.close();
    const desk = stage.desk(session, ben);
    await until(() => desk.provider.synced, 'in sync');
    expect(desk.text.toJSON()).toBe(said);
  });

  test('B31: a log that was never compacted is made short in several rounds, as soon as somebody opens the board', async () => {
    const doc = new Y.Doc();
    const log: StoredEntry[] = [];
    logOf(doc, ama.id, log);
    for (let nth = 0; nth < 9_000; nth++) doc.getText('notes').insert(nth, 'x');
    await stage.store.boards.append(log.map(({ author, at, update }) => ({ session, author, at, update })));
    const desk = stage.desk(session, ben);
    await until(() => desk.provider.synced, 'in sync', 20_000);
    await until(isCompacted, 'compacted', 40_000);
    expect(desk.text.length).toBe(9_000);
    desk.write('y');
    await until(() => desk.saved() === desk.sent(), 'saved');
    expect((await stage.onDisk(session)).getText('notes').length).toBe(9_001);
  });

  test('B32: the time line outlives it, with who wrote what and when', async () => {
    await talkAndLeave(60);
    await until(isCompacted, 'compacted', 20_000);
    const segments = await stage.store.archive.readTimeline(session, 0, 1_000);
    expect(new Set(segments.map(({ author }) => author))).toEqual(new Set([null, ama.id]));
    expect(docOf(...segments.map(({ bytes }) => bytes)).getText('notes').length).toBe(150);
  });

  test('B34: a synced person who comes back is told of what was deleted, in a few bytes, and of nothing else', async () => {
    const desk = stage.desk(session, ama);
    await until(() => desk.provider.synced, 'in sync');
    const cards = desk.doc.getMap('cards');
    for (let nth = 0; nth < 600; nth++) cards.set('dragged', [nth, nth]);
    for (let nth = 0; nth < 50; nth++) {
      desk.write('a few words');
      desk.text.delete(0, desk.text.length);
    }
    await until(() => desk.saved() === desk.sent(), 'saved', 20_000);
    desk.leave();
    await until(isCompacted, 'compacted', 20_000);
    const wire = stage.wire(session, { cookie: ama.cookie });
    await wire.opened();
    const stateVector = Y.encodeStateVector(desk.doc);
    wire.send(new Uint8Array([0, 0, stateVector.length, ...stateVector]));
    const isAnswer = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === 1;
    await until(() => wire.frames.some(isAnswer), 'the answer');
    expect(wire.frames.find(isAnswer)!.length).toBeLessThan(40);
  });

  test('B33: a board that a poisoned entry keeps from being read is mended as soon as the server needs it', async () => {
    const honest = new Y.Doc();
    honest.getText('notes').insert(0, 'honest words');
    // Words before a place of their own writer's that does not exist yet: it decodes, and no document takes it.
    const client = varUint(honest.clientID);
    const poison = new Uint8Array([1, 1, ...client, 12, 0xc4, ...client, 3, ...client, 99, 3, 97, 98, 99, 0]);
    expect(throwsInTurn([Y.encodeStateAsUpdate(honest), poison])).toBe(true);
    await stage.store.boards.append([
      { session, author: ama.id, at: 1, update: Y.encodeStateAsUpdate(honest) },
      { session, author: ben.id, at: 2, update: poison },
    ]);
    await stage.host.edit(session, null, (doc) => doc.getText('notes').insert(0, 'and '));
    expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe('and honest words');
    const quarantined = await stage.store.archive.listQuarantined();
    expect(quarantined).toMatchObject([{ session, author: ben.id, size: poison.length }]);
    const { seq } = quarantined[0]!;
    expect((await stage.store.archive.findQuarantined(session, seq))?.update).toEqual(Buffer.from(poison));
    expect(stage.warnings.some((line) => line.includes('quarantine') && line.includes(session))).toBe(true);
    const desk = stage.desk(session, ben);
    await until(() => desk.provider.synced && desk.text.toJSON() === 'and honest words', 'whoever comes sees it all');
    desk.write('!');
    await until(() => desk.saved() === desk.sent(), 'and writes on');
  });
});

function varUint(value: number): number[] {
  return [...encoding.encode((encoder) => encoding.writeVarUint(encoder, value))];
}
