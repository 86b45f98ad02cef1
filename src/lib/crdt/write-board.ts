import * as Y from 'yjs';
import { cardTextLimit, linkLabelLimit, type Card, type Frame, type Link } from '#lib/domain/board/card.ts';
import { isEmoji } from '#lib/domain/board/emoji.ts';
import type { Stroke } from '#lib/domain/board/stroke.ts';
import { boardMaps, bornWith, dotsField, linkEnds, reactionField, schemaVersion } from './board-maps.ts';
import { pointPair, readText, sizePair } from './board-values.ts';
import { frameMap, setPair } from './write-frames.ts';
import { strokeMap } from './write-ink.ts';

/** What can be changed of a card, apart from its text, the reactions to it and the dots on it. */
export type CardPatch = Partial<Omit<Card, 'id' | 'text' | 'author' | 'createdAt' | 'reactions' | 'dots'>>;

/**
 * The first update (V1) of a new board. Only the server makes one, once for each session: a client that seeded
 * on "empty" would double everything after a reconnect.
 */
export function seedBoard(
  frames: readonly Frame[],
  cards: readonly Card[],
  links: readonly Link[] = [],
  ink: readonly Stroke[] = [],
): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    const maps = boardMaps(doc);
    maps.meta.set('schemaVersion', schemaVersion);
    for (const [rank, frame] of frames.entries()) maps.frames.set(frame.id, frameMap(frame, rank));
    for (const card of cards) maps.cards.set(card.id, cardMap(card));
    for (const { id, from, to, label } of links) maps.links.set(id, linkValue(from, to, label));
    for (const stroke of ink) maps.ink.set(stroke.id, strokeMap(stroke));
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

/** Puts a person's reaction on a card, or takes it back. What is no emoji is passed over. */
export function setReaction(
  doc: Y.Doc,
  id: string,
  { user, emoji, on }: { user: string; emoji: string; on: boolean },
  origin: unknown = null,
): void {
  doc.transact(() => {
    const map = cardMapOf(doc, id);
    const field = reactionField(user, emoji);
    if (map === null || !isEmoji(emoji) || map.has(field) === on) return;
    if (on) map.set(field, true);
    else map.delete(field);
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

/** A link to be drawn; most have no words on them. */
export type NewLink = Omit<Link, 'label'> & Partial<Pick<Link, 'label'>>;

/** Links two different cards that exist, unless they are linked in this direction already. */
export function addLink(doc: Y.Doc, link: NewLink, origin: unknown = null): void {
  const { id, from, to, label = '' } = link;
  doc.transact(() => {
    const { links } = boardMaps(doc);
    if (from === to || links.has(id) || cardMapOf(doc, from) === null || cardMapOf(doc, to) === null) return;
    for (const value of links.values()) {
      const ends = linkEnds(value);
      if (ends?.from === from && ends.to === to) return;
    }
    links.set(id, linkValue(from, to, label));
  }, origin);
}

/** Puts words on a link, or takes them off. */
export function labelLink(doc: Y.Doc, id: string, label: string, origin: unknown = null): void {
  doc.transact(() => {
    const { links } = boardMaps(doc);
    const ends = linkEnds(links.get(id));
    if (ends === null) return;
    const next = linkValue(ends.from, ends.to, label);
    const old = links.get(id);
    const before = typeof old === 'object' && old !== null && 'label' in old ? old.label : '';
    if (before !== (next.label ?? '')) links.set(id, next);
  }, origin);
}

/** A link without words has no label, as in boards of version 1. */
function linkValue(from: string, to: string, label: string): { from: string; to: string; label?: string } {
  const words = readText(label.trim(), linkLabelLimit);
  return words === '' ? { from, to } : { from, to, label: words };
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

type PlainField = Exclude<keyof CardPatch, 'at' | 'size'>;

/** What a field is while it is not written. */
const atRest = {
  kind: null,
  label: null,
  colour: 'kind',
  step: null,
  editedBy: null,
  editedAt: null,
  locked: false,
  order: 0,
  group: null,
  emoji: null,
  scale: null,
  pinned: false,
  answered: false,
  useful: null,
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
  for (const { user, emoji } of card.reactions) map.set(reactionField(user, emoji), true);
  for (const { user, count } of card.dots) map.set(dotsField(user), count);
  return map;
}
