import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Companion, OwnPresence } from '#lib/client/board/board-model.ts';
import { BoardPeers } from '#lib/client/board/board-peers.ts';
import { StaticBoard } from '#lib/client/board/static-board.ts';
import { blankCard } from '#lib/domain/board/card.ts';
import type { BoardCall } from '#lib/protocol/awareness.ts';
import { Together } from '#lib/ui/board/together/together.svelte.ts';
import { nearer } from '#lib/ui/board/canvas/view-follow.ts';

const people = [
  { id: 'user-ama-0001', name: 'Ama', hue: 1 as const },
  { id: 'user-ben-0001', name: 'Ben', hue: 2 as const },
];
const card = 'card-0000000001';

/** A page whose words the other pages hear at once. */
class Page extends StaticBoard {
  readonly said: string[] = [];
  readonly went: BoardCall[] = [];
  readonly state: OwnPresence = {};
  readonly together: Together;
  readonly me: (typeof people)[number];

  constructor(me: (typeof people)[number]) {
    super({ cards: [blankCard({ id: card, text: 'Speak last' })], links: [], frames: [], images: [], ink: [] });
    this.me = me;
    this.together = new Together({
      board: this,
      me: me.id,
      canWrite: true,
      selected: card,
      focusOn: { place: (call) => this.went.push(call) },
      announce: (text) => this.said.push(text),
    });
  }

  override companions: Companion[] & never[] = [];

  override say(presence: OwnPresence = {}): void {
    Object.assign(this.state, presence);
    hear();
  }
}

let ama: Page;
let ben: Page;

function hear(): void {
  for (const [to, from] of [
    [ama, ben],
    [ben, ama],
  ] as const) {
    const peers = new BoardPeers(to.me.id);
    peers.see(1, { ...structuredClone(from.state), user: from.me }, 0);
    Object.assign(to, { companions: peers.companions([]) });
  }
}

function tend(): void {
  for (const page of [ama, ben, ama]) page.together.tend();
}

beforeEach(() => {
  vi.useFakeTimers();
  const [first, second] = people;
  if (first === undefined || second === undefined) throw new Error('two people');
  ama = new Page(first);
  ben = new Page(second);
  hear();
  return () => vi.useRealTimers();
});

describe('two people at one board', () => {
  it('nobody can follow who follows them: both would stand still', () => {
    ben.together.followNext();
    expect(ben.together.followed?.name).toBe('Ama');
    expect(ama.together.followers.map(({ name }) => name)).toEqual(['Ben']);
    ama.together.followNext();
    expect(ama.together.following).toBeNull();
    ben.together.followNext();
    expect(ama.together.followers).toEqual([]);
  });

  it('an invitation takes nobody along who declines it, and tells the one who asked', () => {
    ama.together.look({ x: 1, y: 2, zoom: 1, width: 800, height: 600 });
    ama.together.bring();
    tend();
    expect(ben.said).toContain('Ama would like to show you something');
    ben.together.answer(false);
    tend();
    expect([ben.went, ben.together.call]).toEqual([[], null]);
    expect(ama.together.word).toBe('Ben cannot come just now');
    ama.together.bring();
    ben.together.answer(true);
    tend();
    expect(ben.went).toMatchObject([{ view: { x: 1, y: 2 }, card }]);
    expect(ama.together.word).toBe('Ben is coming');
    expect(ama.state.call).toBeNull();
  });

  it('an invitation that nobody answers is taken back', () => {
    ama.together.bring();
    expect(ben.together.call).not.toBeNull();
    vi.advanceTimersByTime(60_000);
    expect(ben.together.call).toBeNull();
  });

  it('a card that is shown to all is ended by either, and by the same word on both pages', () => {
    ama.together.show(card);
    expect([ama.together.light?.by, ben.together.light?.by?.name]).toEqual([null, 'Ama']);
    ben.together.endLight();
    expect([ama.together.light, ben.together.light]).toEqual([null, null]);
    tend();
    expect(ama.state.spotlight).toBeNull();
    ben.together.show(card);
    ama.together.show(card);
    tend();
    expect(ben.together.light?.id).toBe(ama.together.light?.id);
    expect(ben.together.light?.by?.name).toBe('Ama');
  });
});

it('a view that is followed comes nearer with every frame, and arrives', () => {
  let view = { x: 0, y: 0, zoom: 1 };
  const target = { x: 1_000, y: -400, zoom: 0.4 };
  let frames = 0;
  for (let left = Infinity; view !== target; frames += 1) {
    view = nearer(view, target, 16);
    const now = Math.hypot(view.x - target.x, view.y - target.y);
    expect(now).toBeLessThanOrEqual(left);
    left = now;
  }
  expect(frames).toBeLessThan(60);
});
