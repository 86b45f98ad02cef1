import { describe, expect, it } from 'vitest';
import { BoardPeers } from '#lib/client/board/board-peers.ts';

const ama = { id: 'user-ama-0001', name: 'Ama', hue: 1 as const };
const jonas = { id: 'user-jonas-01', name: 'Jonas', hue: 2 as const };
const card = 'card-0000000001';
const other = 'card-0000000002';

describe('what the others do on the board', () => {
  it('shows their pointers, and not those of one’s own other pages', () => {
    const peers = new BoardPeers(jonas.id);
    peers.see(1, { user: ama, pointer: { x: 1, y: 2 } }, 0);
    peers.see(2, { user: jonas, pointer: { x: 3, y: 4 } }, 0);
    expect(peers.pointers([], 1)).toEqual([{ client: 1, person: ama, at: { x: 1, y: 2 } }]);
  });

  it('hides a pointer that has rested for ten seconds, until it moves again', () => {
    const peers = new BoardPeers(jonas.id);
    peers.see(1, { user: ama, pointer: { x: 1, y: 2 } }, 0);
    peers.see(1, { user: ama, pointer: { x: 1, y: 2 }, selection: [card] }, 9_000);
    expect(peers.pointers([], 9_999)).toHaveLength(1);
    expect(peers.pointers([], 10_000)).toEqual([]);
    peers.see(1, { user: ama, pointer: { x: 5, y: 2 } }, 20_000);
    expect(peers.pointers([], 20_001)).toHaveLength(1);
  });

  it('gives back the same objects while nothing changes, so that nothing is drawn again', () => {
    const peers = new BoardPeers(jonas.id);
    const state = { user: ama, pointer: { x: 1, y: 2 }, dragging: { [card]: { x: 0, y: 0 } } };
    peers.see(1, state, 0);
    const [pointers, drags] = [peers.pointers([], 1), peers.drags({})];
    peers.see(1, structuredClone(state), 2);
    expect(peers.pointers(pointers, 3)).toBe(pointers);
    expect(peers.drags(drags)).toBe(drags);
  });

  it('marks a card once for a person with two pages, as written in when one of them writes', () => {
    const peers = new BoardPeers(jonas.id);
    peers.see(1, { user: ama, selection: [card, other] }, 0);
    peers.see(2, { user: ama, writing: card }, 0);
    expect(peers.marks().get(card)).toEqual([{ person: ama, writing: true }]);
    expect(peers.marks().get(other)).toEqual([{ person: ama, writing: false }]);
  });

  it('knows which strokes they are about to erase, and wakes nobody while nobody erases', () => {
    const peers = new BoardPeers(jonas.id);
    const none = new Set<string>();
    peers.see(1, { user: ama, pointer: { x: 1, y: 2 } }, 0);
    expect(peers.erasing(none)).toBe(none);
    peers.see(1, { user: ama, erasing: [card] }, 1);
    const erasing = peers.erasing(none);
    expect(erasing).toEqual(new Set([card]));
    peers.see(1, { user: ama, erasing: [card], pointer: { x: 9, y: 9 } }, 2);
    expect(peers.erasing(erasing)).toBe(erasing);
    peers.see(1, { user: ama, erasing: null }, 3);
    expect(peers.erasing(erasing)).toEqual(none);
  });

  it('forgets who has gone, and takes nobody out of a state that makes no sense', () => {
    const peers = new BoardPeers(jonas.id);
    peers.see(1, { user: ama, pointer: { x: 1, y: 2 } }, 0);
    peers.see(2, { user: 'nobody', pointer: { x: Number.NaN } }, 0);
    peers.see(3, null, 0);
    expect(peers.pointers([], 1)).toHaveLength(1);
    peers.forget(1);
    expect(peers.pointers([], 1)).toEqual([]);
  });
});
