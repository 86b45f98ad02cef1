import * as Y from 'yjs';
import {
  actionStatuses,
  cardColours,
  cardKinds,
  cardTextLimit,
  frameTitleLimit,
  isDay,
  linkLabelLimit,
  orderReach,
  type Board,
  type Card,
  type Dots,
  type Frame,
  type Link,
  type Reaction,
} from '#lib/domain/board/card.ts';
import { isDots } from '#lib/domain/board/dot-round.ts';
import { isEmoji } from '#lib/domain/board/emoji.ts';
import { isId } from '#lib/domain/ids.ts';
import { roomCapacity } from '#lib/domain/person.ts';
import { boardMaps, dotsOf, linkEnds, reactionOf } from './board-maps.ts';
import {
  readFrameSize,
  readId,
  readName,
  readNumber,
  readPoint,
  readSize,
  readText,
  readWhole,
  readWord,
} from './board-values.ts';
import { readImages } from './write-images.ts';
import { readInk } from './write-ink.ts';

const planLimit = 500;
/** More reactions than this on one card are junk. */
const reactionLimit = 200;
const idLimit = 64;

/** Ids of frames are made from step ids, so they may be short. */
const frameId = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The whole board as plain data, in a stable order: cards by age, then id; frames as they were seeded.
 * Never throws: a malformed card, link, frame, picture or stroke is left out, and so is a link to a card that is not there.
 */
export function readBoard(doc: Y.Doc): Board {
  const maps = boardMaps(doc);
  const cards: Card[] = [];
  for (const [id, value] of maps.cards) {
    const card = readCard(value, id);
    if (card !== null) cards.push(card);
  }
  const present = new Set(cards.map((card) => card.id));
  const links: Link[] = [];
  for (const [id, value] of maps.links) {
    const link = readLink(value, id);
    if (link !== null && present.has(link.from) && present.has(link.to)) links.push(link);
  }
  return {
    cards: cards.sort(byAge),
    links: links.sort(byId),
    frames: readFrames(maps.frames),
    images: readImages(maps.images),
    ink: readInk(maps.ink),
  };
}

/** One card out of what the document holds under its id; null when it is no card. Cheap: it reads nothing else. */
export function readCard(value: unknown, id: string): Card | null {
  if (!(value instanceof Y.Map) || !isId(id)) return null;
  const map: Y.Map<unknown> = value;
  const kind = readWord(map.get('kind'), cardKinds);
  if (kind === null) return null;
  const text = map.get('text');
  const label = readText(map.get('label'), 40);
  const due = map.get('due');
  return {
    id,
    kind,
    label: label === '' ? null : label,
    text: readText(text instanceof Y.Text ? text.toJSON() : text, cardTextLimit),
    at: readPoint(map.get('at')),
    size: readSize(map.get('size')),
    colour: readWord(map.get('colour'), cardColours) ?? 'kind',
    author: readName(map.get('author'), idLimit),
    createdAt: readWhole(map.get('createdAt'), 0, Number.MAX_SAFE_INTEGER) ?? 0,
    step: readName(map.get('step'), idLimit),
    editedBy: readName(map.get('editedBy'), idLimit),
    editedAt: readWhole(map.get('editedAt'), 0, Number.MAX_SAFE_INTEGER),
    locked: map.get('locked') === true,
    order: readNumber(map.get('order'), -orderReach, orderReach),
    group: readId(map.get('group')),
    emoji: readEmoji(map.get('emoji')),
    reactions: readReactions(map),
    dots: readDots(map),
    scale: readWhole(map.get('scale'), 0, 10),
    pinned: map.get('pinned') === true,
    answered: map.get('answered') === true,
    useful: readName(map.get('useful'), idLimit),
    owner: readName(map.get('owner'), idLimit),
    due: isDay(due) ? due : null,
    confidence: readWhole(map.get('confidence'), 0, 10),
    plan: readText(map.get('plan'), planLimit),
    status: readWord(map.get('status'), actionStatuses) ?? 'open',
    carriedFrom: readWhole(map.get('carriedFrom'), 1, Number.MAX_SAFE_INTEGER),
  };
}

const readEmoji = (value: unknown): string | null => (isEmoji(value) ? value : null);

function readReactions(map: Y.Map<unknown>): Reaction[] {
  const reactions: Reaction[] = [];
  for (const [field, value] of map) {
    const reaction = value === true ? reactionOf(field) : null;
    if (reaction === null || readName(reaction.user, idLimit) === null || !isEmoji(reaction.emoji)) continue;
    reactions.push(reaction);
    if (reactions.length === reactionLimit) break;
  }
  return reactions.sort((a, b) => byUnits(a.emoji, b.emoji) || byUnits(a.user, b.user));
}

function readDots(map: Y.Map<unknown>): Dots[] {
  const dots: Dots[] = [];
  for (const [field, count] of map) {
    const user = dotsOf(field);
    if (readName(user, idLimit) === null || user === null || !isDots(count)) continue;
    dots.push({ user, count });
    if (dots.length === roomCapacity) break;
  }
  return dots.sort((a, b) => byUnits(a.user, b.user));
}

/** One link; null when it is none. Whether its cards are there is not looked at. */
export function readLink(value: unknown, id: string): Link | null {
  const ends = linkEnds(value);
  if (ends === null || ends.from === ends.to || ![id, ends.from, ends.to].every(isId)) return null;
  const label = typeof value === 'object' && value !== null && 'label' in value ? value.label : '';
  return { id, ...ends, label: readText(label, linkLabelLimit) };
}

/** The frames as they were seeded; malformed ones are left out. */
export function readFrames(map: Y.Map<unknown>): Frame[] {
  const ranked: { frame: Frame; rank: number }[] = [];
  for (const [id, value] of map) {
    if (!(value instanceof Y.Map) || !frameId.test(id)) continue;
    const fields: Y.Map<unknown> = value;
    const size = readFrameSize(fields.get('size'));
    if (size === null) continue;
    const step = readName(fields.get('step'), idLimit);
    const frame: Frame = {
      id,
      title: readText(fields.get('title'), frameTitleLimit),
      at: readPoint(fields.get('at')),
      size,
      step,
      turn: readWhole(fields.get('turn'), 0, Number.MAX_SAFE_INTEGER),
      locked: fields.get('locked') === true,
      group: step === null ? readId(fields.get('group')) : null,
    };
    ranked.push({ frame, rank: readWhole(fields.get('rank'), 0, Number.MAX_SAFE_INTEGER) ?? Number.MAX_SAFE_INTEGER });
  }
  return ranked.sort((a, b) => a.rank - b.rank || byId(a.frame, b.frame)).map(({ frame }) => frame);
}

/** By code units, not by language: the same order on every machine. */
function byId(a: { id: string }, b: { id: string }): number {
  return byUnits(a.id, b.id);
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of `Board.cards`: the oldest first, ids for those of the same instant. */
export function byAge(a: Card, b: Card): number {
  return a.createdAt - b.createdAt || byId(a, b);
}
