import type { FlowCommand, FlowState } from '#lib/domain/flow.ts';
import type { Format } from '#lib/domain/format.ts';
import { currentStep } from '#lib/domain/roles.ts';
import type { Participant } from '#lib/protocol/session-events.ts';
import type { NameOf } from './session-names.ts';

/** What happened to the flow, for those who did not do it themselves. */
export interface FlowNews {
  before: FlowState;
  after: FlowState;
  by: string;
  command: Exclude<FlowCommand['type'], 'end'> | 'sit' | 'stand';
  format: Format;
}

/**
 * One polite sentence about what a peer did to the flow, or null where there is nothing to say. Coming in is announced
 * with presence, so taking a seat is not, nor giving it up.
 */
export function flowNews({ before, after, by, command, format }: FlowNews, nameOf: NameOf): string | null {
  const who = nameOf(by);
  const title = currentStep(after, format)?.step.title;
  switch (command) {
    case 'sit':
    case 'stand':
      return null;
    case 'start':
      return title === undefined ? null : `${who} started the session with ${title}.`;
    case 'next':
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
      return `${who} accepted: you have swapped.`;
    default:
      return command satisfies never;
  }
}

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
  return after.flatMap(({ id, presence }) => {
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
}
