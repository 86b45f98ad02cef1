import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { BoardKeeper } from '#lib/client/board/board-keeper.svelte.ts';

const words = (doc: Y.Doc): Y.Text => doc.getText('words');

describe('the copy of a board on this device', () => {
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is called whole only when what was written comes back in another page', async () => {
    const doc = new Y.Doc();
    const keeper = new BoardKeeper();
    await keeper.open('session', 'ama', doc);
    expect(keeper.state).toBe('all');

    words(doc).insert(0, 'A promise');
    expect(keeper.state).toBe('writing');
    await vi.waitFor(() => expect(keeper.state).toBe('all'));

    // The first page is gone without a word of goodbye; another one opens the same copy.
    const again = new Y.Doc();
    await new BoardKeeper().open('session', 'ama', again);
    expect(words(again).toJSON()).toBe('A promise');
    doc.destroy();
    again.destroy();
  });

  it('says so when the browser keeps nothing, or no more', async () => {
    const doc = new Y.Doc();
    const keeper = new BoardKeeper();
    await keeper.open('session', 'ama', doc);
    vi.spyOn(IDBObjectStore.prototype, 'count').mockImplementation(() => {
      throw new DOMException('The disk is full', 'QuotaExceededError');
    });
    words(doc).insert(0, 'Too much');
    await vi.waitFor(() => expect(keeper.state).toBe('none'));
    doc.destroy();

    Reflect.deleteProperty(globalThis, 'indexedDB');
    const private_ = new BoardKeeper();
    await private_.open('session', 'ama', new Y.Doc());
    expect(private_.state).toBe('none');
  });
});
