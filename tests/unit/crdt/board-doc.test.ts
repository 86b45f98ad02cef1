import { boardReach, cardTextLimit, type Frame } from '#lib/domain/board/card.ts';
import { cardSchema } from '#lib/domain/board/card-schema.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { zonesOf } from '#lib/domain/board/zones.ts';
import {
  addCard,
  addLink,
  boardMaps,
  cardText,
  changeCard,
  moveItems,
  readBoard,
  readCard,
  removeItems,
  removeLinks,
  schemaVersion,
  seedBoard,
} from '#lib/crdt/board-doc.ts';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { aCard } from '../../support/cards.ts';

const goal = aCard({
  id: 'card-goal-1',
  kind: 'goal',
  text: 'Speak last',
  at: { x: 10, y: 20 },
  createdAt: 5,
  author: 'ama',
});
const action = aCard({
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
});
const note = aCard({ id: 'card-note-1', label: 'reality', createdAt: 6 });

function boardOf(...cards: (typeof goal)[]): Y.Doc {
  const doc = new Y.Doc();
  for (const card of cards) addCard(doc, card);
  return doc;
}

/** Every update that the change sent to the others, as the number of updates and the origins they had. */
function updatesOf(doc: Y.Doc, change: () => void): unknown[] {
  const origins: unknown[] = [];
  const listen = (_: Uint8Array, origin: unknown): void => void origins.push(origin);
  doc.on('update', listen);
  change();
  doc.off('update', listen);
  return origins;
}

describe('a board in a document', () => {
  test('comes back as it was put in, the oldest card first', () => {
    const board = readBoard(boardOf(action, goal, note));
    expect(board.cards).toEqual([goal, note, action]);
    for (const card of board.cards) expect(cardSchema.safeParse(card).success).toBe(true);
  });

  test('orders cards of one instant by their ids, whoever made them', () => {
    const ids = ['card-b-0001', 'card-Z-0001', 'card-a-0001'];
    const doc = boardOf(...ids.map((id) => aCard({ id })));
    expect(readBoard(doc).cards.map(({ id }) => id)).toEqual(['card-Z-0001', 'card-a-0001', 'card-b-0001']);
  });

  test('is seeded in one update with its zones in order, its cards and its schema version', () => {
    const zones = zonesOf(peerGrow);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, seedBoard(zones, [goal, action]));
    expect(readBoard(doc)).toEqual({ cards: [goal, action], links: [], frames: zones, images: [], ink: [] });
    expect(boardMaps(doc).meta.get('schemaVersion')).toBe(schemaVersion);
  });

  test('seeded cards can be opened as text and changed', () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, seedBoard([], [goal]));
    cardText(doc, goal.id)?.insert(0, 'I will ');
    changeCard(doc, goal.id, { label: 'now' });
    expect(readBoard(doc).cards).toEqual([{ ...goal, text: 'I will Speak last', label: 'now' }]);
  });

  test('a card that is there already is not written over', () => {
    const doc = boardOf(goal);
    addCard(doc, { ...goal, text: 'other', kind: 'note' });
    expect(readBoard(doc).cards).toEqual([goal]);
  });

  test('texts above the limit are cut on the way in', () => {
    const doc = boardOf({ ...goal, text: 'x'.repeat(cardTextLimit + 5) });
    expect(cardText(doc, goal.id)?.length).toBe(cardTextLimit);
  });
});

describe('changes', () => {
  test('set what is given, leave the rest, and can take a value away again', () => {
    const doc = boardOf(action);
    changeCard(doc, action.id, { due: null, confidence: 3, size: null, at: { x: 1, y: 2 }, label: undefined });
    expect(readBoard(doc).cards).toEqual([{ ...action, due: null, confidence: 3, size: null, at: { x: 1, y: 2 } }]);
  });

  test('never replace the text, its author or its age, whatever the object given carries', () => {
    const doc = boardOf(note);
    const whole = { ...note, text: 'gone', author: 'eve', createdAt: 99, label: 'option' };
    changeCard(doc, note.id, whole);
    expect(readBoard(doc).cards).toEqual([{ ...note, label: 'option' }]);
    expect(cardText(doc, note.id)).not.toBeNull();
  });

  test('can turn one kind of card into another', () => {
    const doc = boardOf(note);
    changeCard(doc, note.id, { kind: 'action', label: null, owner: 'ama' });
    expect(readBoard(doc).cards).toEqual([{ ...note, kind: 'action', label: null, owner: 'ama' }]);
  });

  test('are one update each, with the origin given; several cards move in one', () => {
    const doc = boardOf(goal, note, action);
    const me = {};
    expect(updatesOf(doc, () => moveItems(doc, { [goal.id]: { x: 1, y: 1 }, [note.id]: { x: 2, y: 2 } }, me))).toEqual([
      me,
    ]);
    expect(updatesOf(doc, () => changeCard(doc, goal.id, { colour: 'voice-1', confidence: 2 }, me))).toEqual([me]);
    expect(updatesOf(doc, () => removeItems(doc, [goal.id, note.id], me))).toEqual([me]);
    expect(readBoard(doc).cards).toEqual([action]);
  });

  test('that change nothing send nothing', () => {
    const doc = boardOf(action);
    const sent = updatesOf(doc, () => {
      changeCard(doc, action.id, { ...action });
      moveItems(doc, { [action.id]: action.at, 'card-missing-1': { x: 0, y: 0 } });
      changeCard(doc, 'card-missing-1', { due: null });
      removeItems(doc, ['card-missing-1']);
      removeLinks(doc, ['link-missing-1']);
      addCard(doc, action);
    });
    expect(sent).toEqual([]);
  });

  test('keep places on the board, in whole units', () => {
    const doc = boardOf(goal);
    moveItems(doc, { [goal.id]: { x: 1e9, y: -1.4 } });
    expect(readBoard(doc).cards[0]?.at).toEqual({ x: boardReach, y: -1 });
    moveItems(doc, { [goal.id]: { x: Number.NaN, y: -Infinity } });
    expect(readBoard(doc).cards[0]?.at).toEqual({ x: 0, y: -boardReach });
    changeCard(doc, goal.id, { size: { width: 1, height: 9e9 } });
    expect(readBoard(doc).cards[0]?.size).toEqual({ width: 120, height: 2000 });
  });
});

describe('links', () => {
  const link = { id: 'link-000001', from: goal.id, to: note.id };

  test('join two cards once in each direction', () => {
    const doc = boardOf(goal, note);
    addLink(doc, link);
    addLink(doc, { ...link, id: 'link-000002' });
    addLink(doc, { id: 'link-000003', from: note.id, to: goal.id });
    expect(readBoard(doc).links.map(({ id }) => id)).toEqual(['link-000001', 'link-000003']);
  });

  test('do not join a card with itself or with one that is not there', () => {
    const doc = boardOf(goal);
    addLink(doc, { ...link, to: goal.id });
    addLink(doc, link);
    expect(boardMaps(doc).links.size).toBe(0);
  });

  test('go with either of their cards, or alone', () => {
    const doc = boardOf(goal, note, action);
    addLink(doc, link);
    addLink(doc, { id: 'link-000002', from: note.id, to: action.id });
    addLink(doc, { id: 'link-000003', from: goal.id, to: action.id });
    removeItems(doc, [note.id]);
    expect(boardMaps(doc).links.size).toBe(1);
    removeLinks(doc, ['link-000003']);
    expect(readBoard(doc).links).toEqual([]);
  });
});

test('one card can be read alone, without reading the board', () => {
  const doc = boardOf(goal, note);
  expect(readCard(boardMaps(doc).cards.get(goal.id), goal.id)).toEqual(goal);
  expect(readCard(boardMaps(doc).cards.get('card-missing-1'), 'card-missing-1')).toBeNull();
  expect(cardText(doc, 'card-missing-1')).toBeNull();
});

test('a deleted card leaves only a few bytes behind', () => {
  const doc = boardOf(note);
  const empty = Y.encodeStateAsUpdate(doc).length;
  addCard(doc, { ...action, text: 'a long text '.repeat(200) });
  removeItems(doc, [action.id]);
  expect(Y.encodeStateAsUpdate(doc).length - empty).toBeLessThan(64);
});

test('a frame of any title and turn is kept', () => {
  const frame: Frame = {
    id: 'own',
    title: '',
    at: { x: 0, y: 0 },
    size: { width: 1, height: 1 },
    step: null,
    turn: null,
    locked: true,
    group: null,
  };
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedBoard([frame], []));
  expect(readBoard(doc).frames).toEqual([frame]);
});
