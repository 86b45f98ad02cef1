/** A plain note, with whatever the test cares about. */
export { blankCard as aCard } from '#lib/domain/board/card.ts';
