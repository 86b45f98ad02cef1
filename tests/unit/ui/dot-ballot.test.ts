import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { addCard, readBoard, seedBoard } from '#lib/crdt/board-doc.ts';
import { createBoardUndo } from '#lib/crdt/board-undo.ts';
import { BoardContents } from '#lib/client/board/board-contents.svelte.ts';
import type { BoardModel } from '#lib/client/board/board-model.ts';
import { BoardWriter } from '#lib/client/board/board-writer.ts';
import { StaticBoard } from '#lib/client/board/static-board.ts';
import { blankCard } from '#lib/domain/board/card.ts';
import { isRevealed } from '#lib/domain/board/dot-round.ts';
import { DotBallot } from '#lib/ui/board/together/dot-ballot.svelte.ts';

const ama = 'user-ama-0001';
const ben = 'user-ben-0001';
const cards = ['card-0000000001', 'card-0000000002', 'card-0000000003'];

/** A person's page: the board as it writes it, and their part in choosing. */
class Page extends StaticBoard {
  readonly doc = new Y.Doc();
  readonly ballot: DotBallot;
  readonly undoSteps: Y.UndoManager;
  readonly said: string[] = [];
  readonly #contents: BoardContents;

  constructor(me: string) {
    super({ cards: [], links: [], frames: [], images: [], ink: [] });
    const own = { by: me };
    Y.applyUpdate(this.doc, seedBoard([], []));
    this.undoSteps = createBoardUndo(this.doc, own);
    this.#contents = new BoardContents(this.doc);
    const contents = this.#contents;
    const writer = new BoardWriter({ doc: this.doc, me, own, undo: this.undoSteps, board: contents });
    // The plain board has a field in its place, that never changes, and steps that do nothing.
    Object.defineProperty(this, 'round', { get: () => contents.round });
    const steps: Pick<BoardModel, 'startRound' | 'finishDots' | 'dropRound' | 'showDots'> = {
      startRound: (round) => writer.startRound(round),
      finishDots: (round) => writer.finishDots(round),
      dropRound: (round) => writer.dropRound(round),
      showDots: (round, dots) => {
        if (isRevealed(round)) writer.showDots(round, dots);
      },
    };
    Object.assign(this, steps);
    this.ballot = new DotBallot({
      board: this,
      me,
      canWrite: true,
      present: [ama, ben],
      announce: (text) => this.said.push(text),
    });
  }

  override card(id: string) {
    return this.#contents.card(id);
  }
  dotsOn(id: string | undefined) {
    return readBoard(this.doc).cards.find((card) => card.id === id)?.dots ?? [];
  }
}

let a: Page;
let b: Page;

function meet(): void {
  Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc), 'network');
  Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc), 'network');
  for (const page of [a, b]) page.ballot.tend();
}

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  [a, b] = [new Page(ama), new Page(ben)];
  for (const id of cards) addCard(a.doc, blankCard({ id, text: id, author: ama }));
  meet();
  a.ballot.start(cards, 3);
  meet();
});

describe('choosing with dots', () => {
  it('keeps dots out of the board, whatever travels, until everybody has finished', () => {
    const sent: Uint8Array[] = [];
    a.doc.on('update', (update: Uint8Array) => sent.push(update));
    for (const id of [cards[0], cards[0], cards[1]]) a.ballot.put(id ?? '');
    expect(sent).toEqual([]);
    a.ballot.finish();
    meet();
    for (const page of [a, b]) for (const id of cards) expect(page.dotsOn(id)).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(Buffer.concat(sent).toString('latin1')).not.toMatch(/dots:|card-/);

    b.ballot.put(cards[0] ?? '');
    b.ballot.finish();
    meet();
    meet();
    for (const page of [a, b]) {
      expect(page.dotsOn(cards[0])).toEqual([
        { user: ama, count: 2 },
        { user: ben, count: 1 },
      ]);
      expect(page.dotsOn(cards[1])).toEqual([{ user: ama, count: 1 }]);
      expect(page.ballot.round).toBeNull();
      expect(page.ballot.result?.cards).toEqual(cards);
    }
  });

  it('gives nobody more dots than the round has, and none after they have finished', () => {
    for (let times = 0; times < 5; times += 1) a.ballot.put(cards[0] ?? '');
    expect([a.ballot.count(cards[0] ?? ''), a.ballot.left]).toEqual([3, 0]);
    a.ballot.take(cards[0] ?? '');
    a.ballot.finish();
    a.ballot.put(cards[1] ?? '');
    expect(a.ballot.count(cards[1] ?? '')).toBe(0);
  });

  it('finds one’s dots again after a reload, and puts them on the cards all the same', () => {
    a.ballot.put(cards[2] ?? '');
    a.ballot.finish();
    meet();
    const reloaded = new Page(ama);
    Y.applyUpdate(reloaded.doc, Y.encodeStateAsUpdate(a.doc), 'network');
    a = reloaded;
    b.ballot.finish();
    meet();
    meet();
    expect(b.dotsOn(cards[2])).toEqual([{ user: ama, count: 1 }]);
  });

  it('lets undo take back one’s own dots, and never the other’s', () => {
    a.ballot.put(cards[0] ?? '');
    b.ballot.put(cards[0] ?? '');
    a.ballot.finish();
    meet();
    b.ballot.finish();
    meet();
    meet();
    a.undoSteps.undo();
    meet();
    expect(b.dotsOn(cards[0])).toEqual([{ user: ben, count: 1 }]);
    expect(a.ballot.round).toBeNull();
  });

  it('shows nothing of a round that is ended without a result', () => {
    a.ballot.put(cards[0] ?? '');
    a.ballot.finish();
    meet();
    b.ballot.drop();
    meet();
    for (const page of [a, b]) {
      expect(page.ballot.round).toBeNull();
      expect(page.dotsOn(cards[0])).toEqual([]);
    }
  });
});
