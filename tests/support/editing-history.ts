/** What several people write who hear of each other now and then: updates as Yjs sends them, each building on others'. */
import * as Y from 'yjs';

type Chance = () => number;

export interface EditingHistory {
  /** In the order in which they were written. */
  readonly updates: readonly Uint8Array[];
  /** A document of each author, as far as they have heard. */
  readonly docs: readonly Y.Doc[];
}

const words = ['a', 'word ', '🦉', '\u{1f9d1}\u{200d}\u{1f4bb}', 'é', '日本', 'x\ny', '\0'];
const values = [1, -7.5, 'text', true, null, { deep: [{ er: 'v' }] }, [1, 2, 3], new Uint8Array([1, 2])];

/** `people` write `count` updates. Some of what they write is taken back, some is deleted and collected as garbage. */
export function writeTogether(chance: Chance, people: number, count: number): EditingHistory {
  const below = (limit: number): number => Math.floor(chance() * limit);
  const updates: Uint8Array[] = [];
  const docs = Array.from({ length: people }, (_, nth) => {
    const doc = new Y.Doc({ gc: chance() < 0.7 });
    // As long as they are, and such that take one byte; nobody has another one's.
    doc.clientID = chance() < 0.5 ? 2 ** 28 * (nth + 1) + below(2 ** 28) : 20 * nth + 1 + below(20);
    return doc;
  });
  const heard = docs.map(() => 0);
  const undo = docs.map((doc) => new Y.UndoManager([doc.getText('t'), doc.getMap('m')], { captureTimeout: 0 }));
  for (const doc of docs)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'others') updates.push(update);
    });
  const hear = (nth: number): void => {
    const doc = docs[nth];
    if (doc) for (const update of updates.slice(heard[nth])) Y.applyUpdate(doc, update, 'others');
    heard[nth] = updates.length;
  };
  while (updates.length < count) {
    const nth = below(people);
    const doc = docs[nth];
    if (!doc) break;
    if (chance() < 0.3) hear(nth);
    if (chance() < 0.1) undo[nth]?.undo();
    else if (chance() < 0.05) undo[nth]?.redo();
    else doc.transact(() => edit(doc, below), nth);
  }
  for (const manager of undo) manager.destroy();
  return { updates, docs };
}

function edit(doc: Y.Doc, below: (limit: number) => number): void {
  const text = doc.getText('t');
  const map = doc.getMap<unknown>('m');
  const list = doc.getArray<unknown>('l');
  const value = values[below(values.length)];
  const key = `k${below(4)}`;
  switch (below(9)) {
    case 0:
      // Before, between and after the two halves of a letter too.
      return text.insert(below(text.length + 1), words[below(words.length)] ?? '');
    case 1:
      return text.insert(text.length, words[below(words.length)] ?? '');
    case 2: {
      const from = below(text.length + 1);
      return text.delete(from, below(Math.min(5, text.length - from) + 1));
    }
    case 3:
      return void map.set(key, value);
    case 4: {
      const inner = new Y.Map<unknown>();
      inner.set('text', new Y.Text(words[below(words.length)] ?? ''));
      inner.set('value', value);
      return void map.set(key, inner);
    }
    case 5: {
      const inner = map.get(key);
      if (inner instanceof Y.Map) inner.set('value', value);
      else map.delete(key);
      return;
    }
    case 6:
      return list.insert(below(list.length + 1), [value, value]);
    case 7:
      return list.length > 0 ? list.delete(below(list.length)) : undefined;
    default:
      return text.length > 1 ? text.format(0, 1 + below(text.length - 1), { bold: below(2) === 0 }) : undefined;
  }
}

/** All that can be read in a document, and what it has of whom: equal for documents that say the same. */
export function toldBy(doc: Y.Doc): unknown {
  const snapshot = Y.snapshot(doc);
  return {
    snapshot: Buffer.from(Y.encodeSnapshot(snapshot)).toString('hex'),
    text: doc.getText('t').toDelta() as unknown,
    map: doc.getMap('m').toJSON() as unknown,
    list: doc.getArray('l').toJSON() as unknown,
    waits: [doc.store.pendingStructs !== null, doc.store.pendingDs !== null],
  };
}

/** A document that was told this, one after the other. @throws what Yjs throws. */
export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}
