import { countWords, listOfNames, sentenceCase } from '#lib/ui/pages/count-words.ts';

/** What waits for somebody who comes home. */
export interface Waiting {
  /** Open promises of theirs. */
  promises: number;
  /** How many of them are past their day. */
  overdue: number;
  /** Who of the others is in a live session of theirs at this moment. */
  here: readonly string[];
  rooms: number;
}

/** One or two sentences under the greeting. */
export function leadSentence({ promises, overdue, here, rooms }: Waiting): string {
  if (rooms === 0 && promises === 0) return 'Open your first room below, and send its link to a peer.';
  const open =
    promises === 0
      ? 'Nothing that you promised is open.'
      : `${sentenceCase(countWords(promises, 'promise'))} ${promises === 1 ? 'is' : 'are'} open${late(promises, overdue)}.`;
  if (here.length === 0) return open;
  return `${open} ${listOfNames(here)} ${here.length === 1 ? 'is' : 'are'} waiting in the room.`;
}

function late(promises: number, overdue: number): string {
  if (overdue === 0) return '';
  return promises === 1 ? ' and overdue' : `, ${countWords(overdue, '', '').trim()} overdue`;
}
