import type { Card } from '#lib/domain/card.ts';

/** A plain note, with whatever the test cares about. */
export function aCard(fields: Partial<Card> & { id: string }): Card {
  return {
    kind: 'note',
    label: null,
    text: '',
    at: { x: 0, y: 0 },
    size: null,
    colour: 'kind',
    author: null,
    createdAt: 0,
    step: null,
    owner: null,
    due: null,
    confidence: null,
    plan: '',
    status: 'open',
    carriedFrom: null,
    ...fields,
  };
}
