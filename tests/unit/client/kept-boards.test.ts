import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openBoardCopy } from '#lib/client/board/board-copy.ts';
import { boardCopyName } from '#lib/client/board/board-copy-name.ts';
import { forgetForeignBoards } from '#lib/client/board/foreign-boards.ts';
import { forgetBoards } from '#lib/client/board/forget-boards.ts';
import { keptBoard, keptBoards } from '#lib/client/board/kept-boards.ts';
import { signOutCost } from '#lib/ui/pages/account/sign-out-words.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

async function keep(session: string, waiting: number): Promise<void> {
  const doc = new Y.Doc();
  const copy = await openBoardCopy(session, 'ama', doc);
  if (copy === null) throw new Error('the copy could not be opened');
  await copy.loaded;
  await copy.writeWaiting(waiting);
  await copy.close();
}

describe('the copies of boards in this browser', () => {
  it('are found with how many edits wait in each', async () => {
    await keep('one', 0);
    await keep('two', 3);
    const waiting = Object.fromEntries((await keptBoards()).map((board) => [board.name, board.waiting]));
    expect(waiting).toMatchObject({ [boardCopyName('one', 'ama')]: 0, [boardCopyName('two', 'ama')]: 3 });
    expect(await keptBoard(boardCopyName('two', 'ama'))).toEqual({ name: boardCopyName('two', 'ama'), waiting: 3 });
  });

  it('are not made by looking for one', async () => {
    expect(await keptBoard(boardCopyName('none', 'ama'))).toBeNull();
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('are gone on the next visit when one is no longer in their room, but for words that were never sent', async () => {
    const [own, left, unsent] = ['own', 'left', 'unsent'].map((name) => name.padEnd(21, '-'));
    await keep(own!, 0);
    await keep(left!, 0);
    await keep(unsent!, 2);
    let user = 'ben';
    vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
      const { sessions } = JSON.parse(body) as { sessions: string[] };
      expect(sessions.sort()).toEqual([left, own]);
      return Promise.resolve(Response.json({ user, own: [own] }));
    });
    const kept = async (): Promise<string[]> =>
      (await keptBoards()).flatMap(({ name }) => (name.endsWith('-ama') ? [name] : [])).sort();
    const all = [own!, left!, unsent!].map((session) => boardCopyName(session, 'ama')).sort();
    // Somebody else has signed in in another tab.
    await forgetForeignBoards('ama');
    expect(await kept()).toEqual(all);
    user = 'ama';
    await forgetForeignBoards('ama');
    expect(await kept()).toEqual(all.filter((name) => !name.includes(left!)));
    vi.stubGlobal('fetch', () => Promise.reject(new Error('no connection')));
    await forgetForeignBoards('ama');
    expect(await kept()).toHaveLength(2);
    vi.unstubAllGlobals();
  });

  it('are gone after signing out', async () => {
    await keep('one', 0);
    await keep('two', 3);
    await forgetBoards();
    expect(await indexedDB.databases()).toEqual([]);
  });
});

describe('the question before signing out', () => {
  it('is not asked when nothing is lost', () => {
    expect(signOutCost({ isGuest: false, unsentBoards: 0 })).toBeNull();
  });

  it('says how many boards have words that are not on the server', () => {
    expect(signOutCost({ isGuest: false, unsentBoards: 2 })).toContain(
      '2 boards have words that are not on the server yet.',
    );
    expect(signOutCost({ isGuest: false, unsentBoards: 1 })).toContain(
      '1 board has words that are not on the server yet.',
    );
  });

  it('tells a guest of both losses', () => {
    const cost = signOutCost({ isGuest: true, unsentBoards: 1 });
    expect(cost).toContain('not on the server yet');
    expect(cost).toContain('no way back');
  });
});
