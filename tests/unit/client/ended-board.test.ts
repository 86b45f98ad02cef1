import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openBoardCopy } from '#lib/client/board/board-copy.ts';
import { boardCopyName } from '#lib/client/board/board-copy-name.ts';
import { discardEndedBoard, forgetUnreachableBoard, settleEndedBoard } from '#lib/client/board/ended-board.ts';
import { keptBoard } from '#lib/client/board/kept-boards.ts';
import { addCard } from '#lib/crdt/board-doc.ts';
import type { Board, Card } from '#lib/domain/board/card.ts';
import { aCard } from '../../support/cards.ts';

const boardOf = (...cards: Card[]): Board => ({ cards, links: [], frames: [], images: [], ink: [] });

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

async function keep(waiting: number, ...cards: Card[]): Promise<void> {
  const doc = new Y.Doc();
  const copy = await openBoardCopy('s', 'ama', doc);
  if (copy === null) throw new Error('the copy could not be opened');
  await copy.loaded;
  for (const card of cards) addCard(doc, card);
  await copy.writeWaiting(waiting);
  await copy.close();
}

const isKept = async (): Promise<boolean> => (await keptBoard(boardCopyName('s', 'ama'))) !== null;

describe('after a session has ended', () => {
  it('words that were written offline are found, as long as they are kept', async () => {
    await keep(
      2,
      aCard({ id: 'card-there', text: 'Known', author: 'ama' }),
      aCard({ id: 'card-fresh', text: 'Late', author: 'ama' }),
    );
    const board = boardOf(aCard({ id: 'card-there', text: 'Known', author: 'ama' }));
    expect(await settleEndedBoard('s', 'ama', board)).toEqual(['Late']);
    expect(await settleEndedBoard('s', 'ama', board)).toEqual(['Late']);
    await discardEndedBoard('s', 'ama');
    expect(await isKept()).toBe(false);
  });

  it('a card that was rewritten offline counts, one to which a peer added does not', async () => {
    const mine = [aCard({ id: 'card-one-1', text: 'Better words' }), aCard({ id: 'card-two-2', text: 'Same' })];
    await keep(1, ...mine);
    const board = boardOf(
      aCard({ id: 'card-one-1', text: 'Words' }),
      aCard({ id: 'card-two-2', text: 'Same, and more' }),
    );
    expect(await settleEndedBoard('s', 'ama', board)).toEqual(['Better words']);
  });

  it('a card of a peer that somebody removed meanwhile is not offered', async () => {
    await keep(1, aCard({ id: 'card-one-1', text: 'Theirs', author: 'jonas' }));
    expect(await settleEndedBoard('s', 'ama', boardOf())).toEqual([]);
  });

  it('a copy without such words is deleted', async () => {
    await keep(0, aCard({ id: 'card-one-1', text: 'Known' }));
    expect(await settleEndedBoard('s', 'ama', boardOf(aCard({ id: 'card-one-1', text: 'Known' })))).toEqual([]);
    expect(await isKept()).toBe(false);
  });

  it('nothing is offered and nothing made where no copy is', async () => {
    expect(await settleEndedBoard('s', 'ama', boardOf())).toEqual([]);
    expect(await isKept()).toBe(false);
  });
});

describe('a board that the server no longer shows', () => {
  it('loses its copy when nothing waits in it', async () => {
    await keep(0);
    await forgetUnreachableBoard('s', 'ama');
    expect(await isKept()).toBe(false);
  });

  it('keeps its copy when edits wait in it', async () => {
    await keep(1);
    await forgetUnreachableBoard('s', 'ama');
    expect(await isKept()).toBe(true);
  });
});
