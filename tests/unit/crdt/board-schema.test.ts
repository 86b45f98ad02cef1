import {
  boardMaps,
  changeCard,
  labelLink,
  migrateBoard,
  readBoard,
  schemaAge,
  schemaOf,
  seedBoard,
} from '#lib/crdt/board-doc.ts';
import { createBoardUndo } from '#lib/crdt/board-undo.ts';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { aCard } from '../../support/cards.ts';

/** A board as version 1 of this program stored it: three cards, a link, a zone. */
const storedByVersion1 =
  'AiLb5+LjBQAoAQRtZXRhDXNjaGVtYVZlcnNpb24BfQEnAQZmcmFtZXMLdHVybi0wLWdvYWwBKADb5+LjBQEFdGl0bGUBdwRHb2FsKADb5+LjBQECYXQBdQJ9AH0AKADb5+LjBQEEc2l6ZQF1An20B32QBigA2+fi4wUBBHN0ZXABdwRnb2FsKADb5+LjBQEEdHVybgF9ACgA2+fi4wUBBHJhbmsBfQAnAQVjYXJkcwtjYXJkLWdvYWwtMQEoANvn4uMFCAJhdAF1An0KfRQoANvn4uMFCAZhdXRob3IBdwNhbWEoANvn4uMFCAljcmVhdGVkQXQBfQUnANvn4uMFCAR0ZXh0AgQA2+fi4wUMClNwZWFrIGxhc3QoANvn4uMFCARraW5kAXcEZ29hbCgA2+fi4wUIBWxhYmVsAX4oANvn4uMFCARzdGVwAXcEZ29hbCcBBWNhcmRzDWNhcmQtYWN0aW9uLTEBKADb5+LjBRoCYXQBdQJ97AR9LCgA2+fi4wUaBmF1dGhvcgF3BWpvbmFzKADb5+LjBRoJY3JlYXRlZEF0AX0HJwDb5+LjBRoEdGV4dAIEANvn4uMFHgdTZW5kIGl0KADb5+LjBRoEc2l6ZQF1An2sBH2IAygA2+fi4wUaBGtpbmQBdwZhY3Rpb24oANvn4uMFGgVsYWJlbAF+KADb5+LjBRoGY29sb3VyAXcHdm9pY2UtMygA2+fi4wUaBHN0ZXABdwR3aWxsKADb5+LjBRoFb3duZXIBdwNhbWEoANvn4uMFGgNkdWUBdwoyMDI2LTExLTI3KADb5+LjBRoKY29uZmlkZW5jZQF9CCgA2+fi4wUaBHBsYW4BdxRJZiBGcmlkYXksIHRoZW4gc2VuZCgA2+fi4wUaBnN0YXR1cwF3B3Jlc2l6ZWQoANvn4uMFGgtjYXJyaWVkRnJvbQF9BgwHACcBBWNhcmRzC2NhcmQtbm90ZS0xASgABwACYXQBdQJ9AH0AKAAHAAZhdXRob3IBdwNhbWEoAAcACWNyZWF0ZWRBdAF9BicABwAEdGV4dAIEAAcECVRoZXkgd2FpdCgABwAEa2luZAF3BG5vdGUoAAcABWxhYmVsAXcHcmVhbGl0eSgABwAEc3RlcAF+KAEFbGlua3MLbGluay0wMDAwMDEBdgIEZnJvbXcLY2FyZC1nb2FsLTECdG93DWNhcmQtYWN0aW9uLTGE2+fi4wUWCCwgYWx3YXlzKAAHAAZjb2xvdXIBdwd2b2ljZS0yAA==';

function open(stored: string): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, new Uint8Array(Buffer.from(stored, 'base64')));
  return doc;
}

const asItWas = {
  cards: [
    aCard({
      id: 'card-goal-1',
      kind: 'goal',
      text: 'Speak last, always',
      at: { x: 10, y: 20 },
      createdAt: 5,
      author: 'ama',
      step: 'goal',
    }),
    aCard({ id: 'card-note-1', label: 'reality', text: 'They wait', createdAt: 6, author: 'ama', colour: 'voice-2' }),
    aCard({
      id: 'card-action-1',
      kind: 'action',
      text: 'Send it',
      at: { x: -300, y: 44 },
      size: { width: 300, height: 200 },
      colour: 'voice-3',
      createdAt: 7,
      author: 'jonas',
      step: 'will',
      owner: 'ama',
      due: '2026-11-27',
      confidence: 8,
      plan: 'If Friday, then send',
      status: 'resized',
      carriedFrom: 6,
    }),
  ],
  links: [{ id: 'link-000001', from: 'card-goal-1', to: 'card-action-1', label: '' }],
  images: [],
  ink: [],
  frames: [
    {
      id: 'turn-0-goal',
      title: 'Goal',
      at: { x: 0, y: 0 },
      size: { width: 500, height: 400 },
      step: 'goal',
      turn: 0,
      locked: false,
      group: null,
    },
  ],
};

describe('a board that the first version stored', () => {
  test('opens with every card, link and zone as it was, and can be written on', () => {
    const doc = open(storedByVersion1);
    expect(schemaAge(doc)).toBe('older');
    expect(readBoard(doc)).toEqual(asItWas);
    migrateBoard(doc);
    expect(schemaAge(doc)).toBe('current');
    expect(readBoard(doc)).toEqual(asItWas);
    labelLink(doc, 'link-000001', 'leads to');
    changeCard(doc, 'card-goal-1', { scale: 4, emoji: '🌊' });
    expect(readBoard(doc)).toMatchObject({
      cards: [{ id: 'card-goal-1', scale: 4, emoji: '🌊' }, {}, {}],
      links: [{ label: 'leads to' }],
    });
  });

  test('is brought up to date by two pages at once without a trace of it', () => {
    const [one, other] = [open(storedByVersion1), open(storedByVersion1)];
    expect(migrateBoard(one)).toBe(true);
    expect(migrateBoard(other)).toBe(true);
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    expect(readBoard(one)).toEqual(asItWas);
    expect(readBoard(other)).toEqual(asItWas);
    expect(migrateBoard(one)).toBe(false);
  });

  test('does not become old again by undo', () => {
    const doc = open(storedByVersion1);
    const me = {};
    const undo = createBoardUndo(doc, me);
    migrateBoard(doc, me);
    expect(undo.canUndo()).toBe(false);
  });

  test('takes up what a page of the first version goes on writing', () => {
    const [ours, old] = [open(storedByVersion1), open(storedByVersion1)];
    migrateBoard(ours);
    changeCard(ours, 'card-goal-1', { scale: 4 });
    // As version 1 wrote: whole fields of the card, links without a label.
    const goal = boardMaps(old).cards.get('card-goal-1');
    if (goal instanceof Y.Map) goal.set('at', [70, 80]);
    boardMaps(old).links.set('link-000002', { from: 'card-note-1', to: 'card-goal-1' });
    Y.applyUpdate(ours, Y.encodeStateAsUpdate(old));
    Y.applyUpdate(old, Y.encodeStateAsUpdate(ours));
    expect(readBoard(ours)).toEqual(readBoard(old));
    expect(readBoard(ours).cards[0]).toMatchObject({ scale: 4, at: { x: 70, y: 80 } });
    expect(readBoard(ours).links).toHaveLength(2);
  });
});

describe('a board that a newer program wrote on', () => {
  function newerBoard(): Y.Doc {
    const doc = open(storedByVersion1);
    const { meta, cards } = boardMaps(doc);
    meta.set('schemaVersion', 3);
    cards.set(
      'card-vote-1',
      new Y.Map<unknown>([
        ['kind', 'vote'],
        ['at', [0, 0]],
        ['choices', ['a', 'b']],
      ]),
    );
    const goal = cards.get('card-goal-1');
    if (goal instanceof Y.Map) goal.set('mood', 'hopeful');
    doc.getMap('stickers').set('one', 'star');
    return doc;
  }

  test('is known as such, shows what this program knows, and is not set back', () => {
    const doc = newerBoard();
    expect(schemaAge(doc)).toBe('newer');
    expect(migrateBoard(doc)).toBe(false);
    expect(schemaOf(doc)).toBe(3);
    expect(readBoard(doc)).toEqual(asItWas);
  });

  test('keeps what this program does not know, whatever is written beside it', () => {
    const doc = newerBoard();
    changeCard(doc, 'card-goal-1', { colour: 'voice-4', kind: 'note' });
    const peer = new Y.Doc();
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc));
    expect(boardMaps(peer).cards.get('card-vote-1')).toBeInstanceOf(Y.Map);
    expect(boardMaps(peer).cards.get('card-goal-1')).toSatisfy(
      (goal: unknown) => goal instanceof Y.Map && goal.get('mood') === 'hopeful',
    );
    expect(peer.getMap('stickers').get('one')).toBe('star');
  });
});

test.each([undefined, null, 'two', -1, 0, 1.5, Number.NaN, {}])('a version of %s counts as the oldest', (version) => {
  const doc = new Y.Doc();
  boardMaps(doc).meta.set('schemaVersion', version);
  expect(schemaOf(doc)).toBe(1);
});

test('a board that this program seeds is its own', () => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedBoard([], []));
  expect(schemaAge(doc)).toBe('current');
});
