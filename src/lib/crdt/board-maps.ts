import type * as Y from 'yjs';

/**
 * Grows when boards come to hold what older programs would misread.
 *
 * 1: cards, links without words, frames that only the server makes.
 * 2: frames are made and changed by people too, links carry words, cards reactions. All that is in a board of version
 *    1 means the same in version 2.
 */
export const schemaVersion = 2;

export interface BoardMaps {
  cards: Y.Map<unknown>;
  links: Y.Map<unknown>;
  frames: Y.Map<unknown>;
  ink: Y.Map<unknown>;
  images: Y.Map<unknown>;
  meta: Y.Map<unknown>;
}

/** The document's parts. What they hold came over the wire and may be anything: read it with `readCard` and the like. */
export function boardMaps(doc: Y.Doc): BoardMaps {
  return {
    cards: doc.getMap('cards'),
    links: doc.getMap('links'),
    frames: doc.getMap('frames'),
    ink: doc.getMap('ink'),
    images: doc.getMap('images'),
    meta: doc.getMap('meta'),
  };
}

/** The ends of a link as it is stored; null when it is no link. */
export function linkEnds(value: unknown): { from: string; to: string } | null {
  if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value)) return null;
  const { from, to } = value;
  return typeof from === 'string' && typeof to === 'string' ? { from, to } : null;
}

/** The fields that a card cannot be without: undo never takes them from a card that stays. */
export const bornWith: ReadonlySet<string> = new Set(['kind', 'label', 'at', 'author', 'createdAt', 'step', 'text']);

/** The same for a picture. */
export const imageBornWith: ReadonlySet<string> = new Set(['file', 'at', 'size', 'alt', 'author', 'createdAt']);

/** The same for a stroke. */
export const strokeBornWith: ReadonlySet<string> = new Set(['at', 'line', 'colour', 'width', 'author', 'createdAt']);

/** The same for a frame. */
export const frameBornWith: ReadonlySet<string> = new Set(['title', 'at', 'size', 'step', 'turn', 'rank']);

const reactionMark = 'reaction:';

/** Reactions are fields of the card, one for each person and emoji: two people's never overwrite each other. */
export const reactionField = (user: string, emoji: string): string => `${reactionMark}${user}:${emoji}`;

/** Whose reaction a field of a card is; null when it is another field. */
export function reactionOf(field: string): { user: string; emoji: string } | null {
  if (!field.startsWith(reactionMark)) return null;
  // Neither a user's id nor an emoji has a colon in it.
  const [user, emoji, rest] = field.slice(reactionMark.length).split(':', 3);
  return user === undefined || emoji === undefined || rest !== undefined ? null : { user, emoji };
}

const dotsMark = 'dots:';

/** How many dots a person has put on a card, in the last round that it was part of. */
export const dotsField = (user: string): string => dotsMark + user;

/** Whose dots a field of a card are; null when it is another field. */
export const dotsOf = (field: string): string | null =>
  field.startsWith(dotsMark) ? field.slice(dotsMark.length) : null;
