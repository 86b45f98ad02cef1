import * as Y from 'yjs';
import { cardTextLimit, type Card, type Frame, type Link, type Point } from '../domain/card.ts';
import { boardMaps, bornWith, linkEnds, schemaVersion } from './board-maps.ts';
import { pointPair, sizePair } from './board-values.ts';

/** What a card's owner can change of it, apart from its text. */
export type CardPatch = Partial<Omit<Card, 'id' | 'text' | 'author' | 'createdAt'>>;

/**
 * The first update (V1) of a new board. Only the server makes one, once for each session: a client that seeded
 * on "empty" would double everything after a reconnect.
 */
export function seedBoard(frames: readonly Frame[], cards: readonly Card[]): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    const maps = boardMaps(doc);
    maps.meta.set('schemaVersion', schemaVersion);
    for (const [rank, frame] of frames.entries()) maps.frames.set(frame.id, frameMap(frame, rank));
    for (const card of cards) maps.cards.set(card.id, cardMap(card));
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** The living text of a card, for an editor; null when there is no such card. */
export function cardText(doc: Y.Doc, id: string): Y.Text | null {
  const text = cardMapOf(doc, id)?.get('text');
  return text instanceof Y.Text ? text : null;
}

/** Puts a card on the board. A card that is there already stays as it is. Texts above the limit are cut. */
export function addCard(doc: Y.Doc, card: Card, origin: unknown = null): void {
  doc.transact(() => {
    const { cards } = boardMaps(doc);
    if (!cards.has(card.id)) cards.set(card.id, cardMap(card));
  }, origin);
}

/** Sets the given fields, and writes only those that differ. Nothing happens when the card is gone. */
export function changeCard(doc: Y.Doc, id: string, patch: CardPatch, origin: unknown = null): void {
  doc.transact(() => {
    const map = cardMapOf(doc, id);
    if (map === null) return;
    const { at, size } = patch;
    if (at !== undefined) setPair(map, 'at', pointPair(at));
    if (size !== undefined) setPair(map, 'size', size === null ? null : sizePair(size));
    for (const field of plainFields) {
      const value = patch[field];
      if (value !== undefined && (map.get(field) ?? atRest[field]) !== value) map.set(field, value);
    }
  }, origin);
}

/** Moves several cards in one step; those that are gone are passed over. */
export function moveCards(doc: Y.Doc, places: Readonly<Record<string, Point>>, origin: unknown = null): void {
  doc.transact(() => {
    for (const [id, at] of Object.entries(places)) {
      const map = cardMapOf(doc, id);
      if (map !== null) setPair(map, 'at', pointPair(at));
    }
  }, origin);
}

/** Removes cards, and the links from and to them. */
export function removeCards(doc: Y.Doc, ids: readonly string[], origin: unknown = null): void {
  const gone = new Set(ids);
  doc.transact(() => {
    const { cards, links } = boardMaps(doc);
    for (const id of gone) if (cards.has(id)) cards.delete(id);
    for (const [id, value] of [...links]) {
      const ends = linkEnds(value);
      if (ends !== null && (gone.has(ends.from) || gone.has(ends.to))) links.delete(id);
    }
  }, origin);
}

/** Links two different cards that exist, unless they are linked in this direction already. */
export function addLink(doc: Y.Doc, link: Link, origin: unknown = null): void {
  const { id, from, to } = link;
  doc.transact(() => {
    const { links } = boardMaps(doc);
    if (from === to || links.has(id) || cardMapOf(doc, from) === null || cardMapOf(doc, to) === null) return;
    for (const value of links.values()) {
      const ends = linkEnds(value);
      if (ends?.from === from && ends.to === to) return;
    }
    links.set(id, { from, to });
  }, origin);
}

export function removeLinks(doc: Y.Doc, ids: readonly string[], origin: unknown = null): void {
  doc.transact(() => {
    const { links } = boardMaps(doc);
    for (const id of ids) if (links.has(id)) links.delete(id);
  }, origin);
}

function cardMapOf(doc: Y.Doc, id: string): Y.Map<unknown> | null {
  const map = boardMaps(doc).cards.get(id);
  return map instanceof Y.Map ? map : null;
}

function setPair(map: Y.Map<unknown>, field: string, pair: [number, number] | null): void {
  const old = map.get(field);
  const same = pair === null ? old == null : Array.isArray(old) && old[0] === pair[0] && old[1] === pair[1];
  if (!same) map.set(field, pair);
}

type PlainField = Exclude<keyof CardPatch, 'at' | 'size'>;

/** What a field is while it is not written. */
const atRest = {
  kind: null,
  label: null,
  colour: 'kind',
  step: null,
  owner: null,
  due: null,
  confidence: null,
  plan: '',
  status: 'open',
  carriedFrom: null,
} as const satisfies Record<PlainField, unknown>;

/** All that `changeCard` sets, whatever else an object may carry: above all not `text`, which lives. */
const plainFields = Object.keys(atRest) as PlainField[];

/**
 * Fields at rest are not written: a board of 200 cards travels and is kept in a third less. Those that a card is
 * born with always are, so that there is something to go back to when a later change is undone.
 */
function cardMap(card: Card): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  map.set('at', pointPair(card.at));
  map.set('author', card.author);
  map.set('createdAt', card.createdAt);
  map.set('text', new Y.Text(card.text.slice(0, cardTextLimit)));
  if (card.size !== null) map.set('size', sizePair(card.size));
  for (const field of plainFields) {
    if (bornWith.has(field) || card[field] !== atRest[field]) map.set(field, card[field]);
  }
  return map;
}

function frameMap(frame: Frame, rank: number): Y.Map<unknown> {
  const { title, at, size, step, turn } = frame;
  const entries = Object.entries({ title, at: pointPair(at), size: [size.width, size.height], step, turn, rank });
  return new Y.Map<unknown>(entries);
}
