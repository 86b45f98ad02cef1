import type { Card } from '#lib/domain/board/card.ts';
import { mayEndSilence, silenceOf, type SilenceView } from '#lib/domain/flow/flow-silence.ts';
import type { FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { rolesAt } from '#lib/domain/flow/roles.ts';
import type { NameOf } from './session-names.ts';

/** How long a silence may be asked for, in seconds. */
export const silenceLengths = [30, 60, 120, 180] as const;

/** "30 seconds", "1 minute": a length of silence. */
export function silenceWords(seconds: number): string {
  if (seconds < 60) return `${seconds} seconds`;
  return seconds === 60 ? '1 minute' : `${seconds / 60} minutes`;
}

/** Questions that one may think about: pinned ones first, then the youngest. Those without a word are left out. */
export function questionsToThinkAbout(cards: readonly Card[]): Card[] {
  return cards
    .filter(({ kind, text }) => kind === 'question' && text.trim() !== '')
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.createdAt - a.createdAt)
    .slice(0, 20);
}

export interface ThinkingView extends SilenceView {
  /** Whether this person may end it. */
  mayEnd: boolean;
  /** One sentence: whose time it is, and who may end it. */
  about: string;
}

/** The silence that is on, as this person sees it; null when there is none. */
export function thinkingOf(
  flow: FlowState,
  format: Format,
  me: string,
  now: number,
  nameOf: NameOf,
): ThinkingView | null {
  const silence = silenceOf(flow, now);
  if (silence === null) return null;
  const { coachee } = rolesAt(flow, format);
  const mayEnd = mayEndSilence(flow, me, format);
  const about =
    coachee === me
      ? 'This time is yours. Nobody sees what you do.'
      : coachee === null
        ? 'A moment for everybody. Nobody sees what you do.'
        : `${nameOf(coachee)} has this time to think, and ends it when ready.`;
  return { ...silence, mayEnd, about };
}
