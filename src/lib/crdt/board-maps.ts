import type * as Y from 'yjs';

/** Grows when the shape changes in a way that older programs cannot read. */
export const schemaVersion = 1;

export interface BoardMaps {
  cards: Y.Map<unknown>;
  links: Y.Map<unknown>;
  frames: Y.Map<unknown>;
  ink: Y.Map<unknown>;
  meta: Y.Map<unknown>;
}

/** The document's parts. What they hold came over the wire and may be anything: read it with `readCard` and the like. */
export function boardMaps(doc: Y.Doc): BoardMaps {
  return {
    cards: doc.getMap('cards'),
    links: doc.getMap('links'),
    frames: doc.getMap('frames'),
    ink: doc.getMap('ink'),
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
