import type { Mark, Reaction } from '#lib/protocol/session-events.ts';

/** What a mark says of somebody, as a part of a sentence. */
export const markWords = {
  speaking: 'speaking',
  hand: 'hand up',
  minute: 'needs a minute',
} as const satisfies Record<Mark, string>;

/** The same as one says it of oneself, on the button. */
export const ownMarkWords = {
  speaking: 'I am speaking',
  hand: 'Hand up',
  minute: 'I need a minute',
} as const satisfies Record<Mark, string>;

export const reactionFaces = {
  thanks: '🙏',
  yes: '👍',
  smile: '😊',
  think: '🤔',
  clap: '👏',
} as const satisfies Record<Reaction, string>;

export const reactionWords = {
  thanks: 'Thank you',
  yes: 'Yes',
  smile: 'A smile',
  think: 'Makes me think',
  clap: 'Applause',
} as const satisfies Record<Reaction, string>;
