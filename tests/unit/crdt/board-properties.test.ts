import { cardColours, cardKinds } from '#lib/domain/board/card.ts';
import { cardSchema, frameSchema, linkSchema } from '#lib/domain/board/card-schema.ts';
import {
  addCard,
  addFrame,
  addLink,
  addStroke,
  boardMaps,
  cardText,
  changeCard,
  changeFrame,
  changeItem,
  changeStroke,
  insertPiece,
  labelLink,
  moveItems,
  readBoard,
  removeItems,
  removeFrames,
  removeLinks,
  seedBoard,
  setReaction,
} from '#lib/crdt/board-doc.ts';
import { createBoardUndo } from '#lib/crdt/board-undo.ts';
import { strokeSchema } from '#lib/domain/board/stroke-schema.ts';
import { strokeColours } from '#lib/domain/board/stroke.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { aCard } from '../../support/cards.ts';
import { propertyRun } from '../../support/property-seed.ts';
import { aStroke } from '../../support/strokes.ts';

/** Each of the three writes with a letter of their own, so that it can be told whose work something is. */
const letters = ['a', 'j', 'm'] as const;
const emojis = ['👍', '❤️'] as const;

interface Peer {
  who: 0 | 1 | 2;
  doc: Y.Doc;
  undo: Y.UndoManager;
  /** Things made, for ids that no other peer gives. */
  made: number;
}

/** What one of the three does. The numbers choose among what is there, so that an act nearly always has an object. */
interface Act {
  who: 0 | 1 | 2;
  type: keyof typeof deeds | 'undo' | 'redo' | 'pause' | 'meet' | 'meet-two';
  one: number;
  other: number;
}

const newId = (peer: Peer, what: string): string =>
  `${what}-${letters[peer.who]}-${String(peer.made++).padStart(6, '0')}`;

/** One of those that this peer sees; null when there are none. */
function pick<T>(list: readonly T[], number: number): T | null {
  return list[number % Math.max(1, list.length)] ?? null;
}

const aCardOf = ({ doc }: Peer, number: number): string => pick(readBoard(doc).cards, number)?.id ?? 'card-missing-1';
const aFrameOf = ({ doc }: Peer, number: number): string => pick(readBoard(doc).frames, number)?.id ?? 'frame-none-1';
const aStrokeOf = ({ doc }: Peer, number: number): string => pick(readBoard(doc).ink, number)?.id ?? 'stroke-none-1';
const aLinkOf = ({ doc }: Peer, number: number): string => pick(readBoard(doc).links, number)?.id ?? 'link-missing-1';

const deeds = {
  add: (peer, one, other) =>
    addCard(peer.doc, aCard({ id: newId(peer, 'card'), text: 'NEW', at: { x: one, y: other } }), peer.doc),
  remove: (peer, one) => removeItems(peer.doc, [aCardOf(peer, one)], peer.doc),
  move: (peer, one, other) => moveItems(peer.doc, { [aCardOf(peer, one)]: { x: other * 1e6, y: -other } }, peer.doc),
  write: (peer, one, other) => {
    const text = cardText(peer.doc, aCardOf(peer, one));
    peer.doc.transact(
      () => text?.insert(Math.min(other, text.length), letters[peer.who].repeat(1 + (one % 3))),
      peer.doc,
    );
  },
  cut: (peer, one, other) => {
    const text = cardText(peer.doc, aCardOf(peer, one));
    if (text && text.length > other) peer.doc.transact(() => text.delete(other, 1), peer.doc);
  },
  colour: (peer, one, other) =>
    changeCard(peer.doc, aCardOf(peer, one), { colour: pick(cardColours, other) ?? 'kind' }, peer.doc),
  convert: (peer, one, other) =>
    changeCard(peer.doc, aCardOf(peer, one), { kind: pick(cardKinds, other) ?? 'note' }, peer.doc),
  mark: (peer, one, other) =>
    changeCard(
      peer.doc,
      aCardOf(peer, one),
      {
        scale: other % 11,
        answered: other % 2 === 0,
        locked: other % 3 === 0,
        order: other,
        emoji: emojis[other % 2] ?? null,
      },
      peer.doc,
    ),
  react: (peer, one, other) =>
    setReaction(
      peer.doc,
      aCardOf(peer, one),
      { user: letters[peer.who], emoji: emojis[other % 2] ?? '👍', on: other % 3 > 0 },
      peer.doc,
    ),
  link: (peer, one, other) =>
    addLink(peer.doc, { id: newId(peer, 'link'), from: aCardOf(peer, one), to: aCardOf(peer, other) }, peer.doc),
  unlink: (peer, one) => removeLinks(peer.doc, [aLinkOf(peer, one)], peer.doc),
  label: (peer, one) => labelLink(peer.doc, aLinkOf(peer, one), letters[peer.who].repeat(3), peer.doc),
  frame: (peer, one, other) =>
    addFrame(
      peer.doc,
      {
        id: newId(peer, 'frame'),
        title: letters[peer.who],
        at: { x: one, y: other },
        size: { width: 300, height: 200 },
        step: null,
        turn: null,
        locked: false,
        group: null,
      },
      peer.doc,
    ),
  title: (peer, one) => changeFrame(peer.doc, aFrameOf(peer, one), { title: letters[peer.who].repeat(2) }, peer.doc),
  stretch: (peer, one, other) =>
    changeFrame(
      peer.doc,
      aFrameOf(peer, one),
      { at: { x: other, y: one }, size: { width: 100 + other, height: 90 } },
      peer.doc,
    ),
  unframe: (peer, one) => removeFrames(peer.doc, [aFrameOf(peer, one)], peer.doc),
  draw: (peer, one, other) =>
    addStroke(
      peer.doc,
      aStroke({ id: newId(peer, 'stroke'), author: letters[peer.who], at: { x: one, y: other } }),
      peer.doc,
    ),
  shift: (peer, one, other) => moveItems(peer.doc, { [aStrokeOf(peer, one)]: { x: other * 1e6, y: one } }, peer.doc),
  recolour: (peer, one, other) =>
    changeStroke(peer.doc, aStrokeOf(peer, one), { colour: pick(strokeColours, other) ?? 'ink' }, peer.doc),
  lock: (peer, one, other) => {
    for (const id of [aStrokeOf(peer, one), aFrameOf(peer, one)])
      changeItem(peer.doc, id, { locked: other % 2 === 0 }, peer.doc);
  },
  erase: (peer, one, other) => removeItems(peer.doc, [aStrokeOf(peer, one), aStrokeOf(peer, other)], peer.doc),
  // Copied letters would be the copier's; so these say nothing.
  insert: (peer, one, other) => {
    const cards = ['one', 'two'].map((id) => aCard({ id, text: 'NEW', group: 'group-0001', at: { x: one, y: other } }));
    insertPiece(
      peer.doc,
      {
        cards,
        links: [{ from: 'one', to: 'two' }],
        frames: [{ title: '', at: { x: 0, y: 0 }, size: { width: 200, height: 100 } }],
        ink: [aStroke({ id: 'stroke-copied' })],
      },
      { author: letters[peer.who], now: one, newId: () => newId(peer, 'piece') },
      peer.doc,
    );
  },
} satisfies Record<string, (peer: Peer, one: number, other: number) => void>;

const deedNames = Object.keys(deeds) as (keyof typeof deeds)[];

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    who: fc.constantFrom(0, 1, 2),
    type: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...deedNames) },
      { weight: 3, arbitrary: fc.constantFrom('undo', 'redo', 'pause') },
      { weight: 2, arbitrary: fc.constantFrom('meet', 'meet-two') },
    ),
    one: fc.nat(12),
    other: fc.nat(20),
  }),
  { maxLength: 80, size: 'max' },
);

function meet(peers: readonly Peer[]): void {
  const updates = peers.map(({ doc }) => Y.encodeStateAsUpdate(doc));
  for (const { doc } of peers) for (const update of updates) Y.applyUpdate(doc, update, 'peer');
}

/** How much of what others than this peer did is on their board: letters in texts, labels and titles, reactions and strokes. */
function workOfOthers({ doc, who }: Peer): number {
  const { cards, links, frames, ink } = readBoard(doc);
  const words = [
    ...cards.map(({ text }) => text),
    ...links.map(({ label }) => label),
    ...frames.map(({ title }) => title),
  ];
  const isOthers = (letter: string): boolean => letter !== letters[who] && letters.some((one) => one === letter);
  const written = Array.from(words.join('')).filter(isOthers).length;
  const drawn = ink.filter(({ author }) => author !== null && isOthers(author)).length;
  return written + drawn + cards.flatMap(({ reactions }) => reactions).filter(({ user }) => isOthers(user)).length;
}

function act(peers: readonly Peer[], { who, type, one, other }: Act): void {
  const peer = peers[who];
  if (peer === undefined) throw new Error('three peers were asked for');
  switch (type) {
    case 'undo': {
      const before = workOfOthers(peer);
      peer.undo.undo();
      expect(workOfOthers(peer), 'undo takes nothing from others').toBeGreaterThanOrEqual(before);
      return;
    }
    case 'redo':
      peer.undo.redo();
      return;
    case 'pause':
      peer.undo.stopCapturing();
      return;
    case 'meet':
      meet(peers);
      return;
    case 'meet-two':
      // The third is cut off meanwhile.
      meet(peers.filter((each) => each !== peer));
      return;
    default:
      deeds[type](peer, one, other);
  }
}

test('three who do everything a board can, apart and together, come to one valid board, and undo takes nothing from others', () => {
  const seed = seedBoard(
    [
      {
        id: 'zone',
        title: '',
        at: { x: 0, y: 0 },
        size: { width: 9, height: 9 },
        step: 'goal',
        turn: 0,
        locked: false,
        group: null,
      },
    ],
    [aCard({ id: 'card-000001', kind: 'goal', text: 'Speak up' })],
  );
  fc.assert(
    fc.property(acts, fc.shuffledSubarray([1, 2, 3], { minLength: 3 }), (list, ids) => {
      const peers = ([0, 1, 2] as const).map((who): Peer => {
        const doc = new Y.Doc();
        // Who wins where two write at once depends on it, so it must not be left to chance.
        doc.clientID = ids[who] ?? who;
        Y.applyUpdate(doc, seed);
        return { who, doc, undo: createBoardUndo(doc, doc), made: 0 };
      });
      for (const each of list) act(peers, each);
      meet(peers);
      const [first, ...rest] = peers.map(({ doc }) => readBoard(doc));
      if (first === undefined) throw new Error('three peers were asked for');
      for (const board of rest) expect(board).toEqual(first);
      for (const card of first.cards) expect(cardSchema.safeParse(card).error).toBeUndefined();
      for (const frame of first.frames) expect(frameSchema.safeParse(frame).error).toBeUndefined();
      for (const link of first.links) expect(linkSchema.safeParse(link).error).toBeUndefined();
      for (const stroke of first.ink) expect(strokeSchema.safeParse(stroke).error).toBeUndefined();
      expect(first.frames[0]?.id, 'the zone of a step stays').toBe('zone');
      for (const { doc } of peers) {
        const { cards, frames, ink } = boardMaps(doc);
        expect(cards.size, 'no broken card is left in the document').toBe(first.cards.length);
        expect(ink.size, 'no broken stroke is left in the document').toBe(first.ink.length);
        expect(frames.size, 'no broken frame is left in the document').toBe(first.frames.length);
      }
    }),
    propertyRun('three peers and all commands', 400),
  );
});
