import type { FlowEvent, FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { currentStep } from '#lib/domain/flow/roles.ts';
import type { Participant } from '#lib/protocol/session-events.ts';
import type { NameOf } from './session-names.ts';
import { turnTitle } from './session-words.ts';

/** What happened to the flow, for those who did not do it themselves. */
export interface FlowNews {
  before: FlowState;
  after: FlowState;
  by: string;
  command: Exclude<FlowEvent['type'], 'end'>;
  format: Format;
}

/**
 * One polite sentence about what a peer did to the flow, or null where there is nothing to say. Coming in is announced
 * with presence, so taking a seat is not, nor giving it up.
 */
export function flowNews({ before, after, by, command, format }: FlowNews, nameOf: NameOf): string | null {
  const who = nameOf(by);
  const title = placeReached(before, after, format, nameOf);
  switch (command) {
    // Coming and going is announced with presence; marks and private writing show where they belong, quietly.
    case 'sit':
    case 'stand':
    case 'observe':
    case 'unobserve':
    case 'wait-for':
    case 'came-back':
    case 'silence-over':
    case 'seal-write':
    case 'seal-unready':
    case 'unready':
    case 'withdraw-idea':
    case 'withdraw-case':
      return null;
    case 'ready':
      return before.status === 'lobby' ? `${who} agrees with the format.` : `${who} is ready.`;
    case 'skip':
    case 'accept-advance':
      return title === undefined || !hasMoved(before, after)
        ? `${who} asks to leave this step out.`
        : `${who} moved on to ${title}.`;
    case 'hand-over':
      return title === undefined || !hasMoved(before, after)
        ? `${who} asks to hand over.`
        : `${who} handed over: ${title}.`;
    case 'skip-turn':
      return title === undefined ? null : `${who} left a turn out and went on to ${title}.`;
    case 'decline-advance':
      return `${who} would rather stay in this step.`;
    case 'withdraw-advance':
      return `${who} no longer asks to go on.`;
    case 'offer-trim':
      return `${who} offers shorter steps for what is left.`;
    case 'withdraw-trim':
      return `${who} took the offer of shorter steps back.`;
    case 'decline-trim':
      return `${who} would rather keep the minutes as they are.`;
    case 'accept-trim':
      return `${who} accepted: what is left is shorter now.`;
    case 'seal-ready':
      return `${who} is ready to show what they wrote.`;
    case 'ask-reveal':
      return `${who} asks to show what was written.`;
    case 'withdraw-reveal':
      return `${who} no longer asks to show what was written.`;
    case 'decline-reveal':
      return `${who} would rather go on writing.`;
    case 'accept-reveal':
      return `${who} agreed: what was written is shown.`;
    case 'hold-idea':
      return `${who} has an idea to offer.`;
    case 'invite-idea':
      return `${who} would like to hear the idea.`;
    case 'dismiss-idea':
      return `${who} would rather go on without that idea.`;
    case 'start-silence':
      return `${who} opened a space to think in silence.`;
    case 'end-silence':
      return `${who} ended the silence.`;
    case 'offer-case':
      return `${who} brings a case.`;
    case 'choose-case':
      return `${who} chose whose case it is: ${nameOf(after.seats[0] ?? by)}'s.`;
    case 'agree-observer':
      return `${who} agrees that somebody watches.`;
    case 'refuse-observer':
      return `${who} would rather that nobody watches.`;
    case 'choose-format':
      return `${who} chose another format: ${format.title}.`;
    case 'start':
      return title === undefined ? null : `${who} started the session with ${title}.`;
    case 'next':
      if (!hasMoved(before, after)) return `${who} asks to go on.`;
      return title === undefined ? null : `${who} moved on to ${title}.`;
    case 'back':
      return title === undefined ? null : `${who} went back to ${title}.`;
    case 'pause':
      return `${who} paused the clock.`;
    case 'resume':
      return `${who} let the clock run again.`;
    case 'extend':
      return `${who} added ${minutesText(addedIn(after) - addedIn(before))}.`;
    case 'offer-swap':
      return `${who} offers to swap.`;
    case 'withdraw-swap':
      return `${who} took the offer to swap back.`;
    case 'decline-swap':
      return `${who} would rather not swap now.`;
    case 'accept-swap':
      return `${who} accepted the swap.`;
    default:
      return command satisfies never;
  }
}

/** The step that was reached; with whose turn it is, where that has changed. */
function placeReached(before: FlowState, after: FlowState, format: Format, nameOf: NameOf): string | undefined {
  const [left, reached] = [currentStep(before, format), currentStep(after, format)];
  if (reached === null) return undefined;
  const { title } = reached.step;
  return reached.turn === null || reached.turn === left?.turn
    ? title
    : `${title}, ${turnTitle(reached.turn, after.seats, nameOf)}`;
}

const hasMoved = (before: FlowState, after: FlowState): boolean =>
  before.status !== 'lobby' && after.status !== 'lobby' && before.position !== after.position;

const addedIn = (state: FlowState): number =>
  state.status === 'lobby' ? 0 : state.added.reduce((sum, one) => sum + one, 0);

const minutesText = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
};

/**
 * Who came, who left, who lost the connection: one sentence each. Looking away and back is not news; the faces show it.
 */
export function presenceNews(
  before: readonly Participant[],
  after: readonly Participant[],
  me: string,
  nameOf: NameOf,
): string[] {
  const was = new Map(before.map((person) => [person.id, person.presence]));
  const still = new Set(after.map(({ id }) => id));
  const left = before.filter(({ id }) => id !== me && !still.has(id));
  const changes = after.flatMap(({ id, presence }) => {
    if (id === me) return [];
    const then = was.get(id) ?? 'gone';
    if (then === presence) return [];
    switch (presence) {
      case 'here':
      case 'away':
        if (then === 'gone') return [`${nameOf(id)} is here.`];
        return then === 'reconnecting' ? [`${nameOf(id)} is back.`] : [];
      case 'reconnecting':
        return [`${nameOf(id)} lost the connection. The place is kept.`];
      case 'gone':
        return [`${nameOf(id)} left the page.`];
      default:
        return presence satisfies never;
    }
  });
  return [...left.map(({ id }) => `${nameOf(id)} is no longer in this room.`), ...changes];
}
