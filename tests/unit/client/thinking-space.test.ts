import { blankCard, type Card } from '#lib/domain/board/card.ts';
import type { FlowCommand, FlowState } from '#lib/domain/flow/flow.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import { questionsToThinkAbout, silenceWords, thinkingOf } from '#lib/client/session/thinking-space.ts';
import { storySoFar } from '#lib/client/session/story-so-far.ts';
import { doorView, mayWatch, watchersOf } from '#lib/domain/flow/flow-observers.ts';
import { expect, test } from 'vitest';

const at = 1_800_000_000_000;
const nameOf = (id: string): string => id;

/** The state after these commands of Ama, a minute apart, with nobody else there to ask. */
function after(commands: FlowCommand[], seats = ['Ama', 'Jonas']): FlowState {
  let state: FlowState = lobby(seats);
  for (const [nth, command] of commands.entries()) {
    const outcome = transition(
      state,
      { ...command, by: 'Ama', at: at + nth * 60_000, present: ['Ama'] },
      defaultFormat,
    );
    if (!outcome.ok) throw new Error(`${command.type}: ${outcome.error}`);
    state = outcome.state;
  }
  return state;
}
const silence: FlowCommand = { type: 'start-silence', card: 'why', seconds: 60 };
const next: FlowCommand = { type: 'next' };
const card = (id: string, values: Partial<Card>): Card =>
  blankCard({ id, kind: 'question', at: { x: 0, y: 0 }, author: null, createdAt: 1, text: id, ...values });

test('outside a turn everybody with a seat may end a silence, and it is everybody’s', () => {
  const state = after([{ type: 'start' }, silence]);
  const mine = thinkingOf(state, defaultFormat, 'Jonas', at + 90_000, nameOf);
  expect(mine).toMatchObject({ card: 'why', mayEnd: true, remainingMs: 30_000, share: 0.5 });
  expect(mine?.about).toContain('everybody');
  expect(thinkingOf(state, defaultFormat, 'Olu', at + 90_000, nameOf)?.mayEnd).toBe(false);
});

test('in a turn the coachee alone may end it, and the others read whose time it is', () => {
  const state = after([{ type: 'start' }, next, next, silence]);
  expect(thinkingOf(state, defaultFormat, 'Ama', at + 180_000, nameOf)).toMatchObject({ mayEnd: true });
  const coach = thinkingOf(state, defaultFormat, 'Jonas', at + 180_000, nameOf);
  expect(coach?.mayEnd).toBe(false);
  expect(coach?.about).toBe('Ama has this time to think, and ends it when ready.');
});

test('a silence whose time is over is gone, whatever the server has said so far', () => {
  const state = after([{ type: 'start' }, silence]);
  expect(thinkingOf(state, defaultFormat, 'Ama', at + 120_000, nameOf)).toBeNull();
});

test('questions to think about are the pinned ones first, then the youngest; empty ones and other cards are none', () => {
  const cards = [
    card('old', {}),
    card('young', { createdAt: 5 }),
    card('pinned', { pinned: true }),
    card('empty', { text: '  ' }),
    card('note', { kind: 'note' }),
  ];
  expect(questionsToThinkAbout(cards).map(({ id }) => id)).toEqual(['pinned', 'young', 'old']);
});

test('lengths of silence are said in words', () => {
  expect([30, 60, 120, 180].map(silenceWords)).toEqual(['30 seconds', '1 minute', '2 minutes', '3 minutes']);
});

test('the story so far names the steps that took place, and what lies on the board of goals and actions', () => {
  const state = after([{ type: 'start' }, next, next]);
  const cards = [
    card('goal', { kind: 'goal', text: 'Run again\nby May' }),
    card('action', { kind: 'action', text: 'x'.repeat(200) }),
    card('blank', { kind: 'action', text: ' ' }),
  ];
  const story = storySoFar(state, defaultFormat, cards, nameOf);
  expect(story?.steps).toEqual([
    { title: 'Arrive', minutes: 1, coach: null },
    { title: 'Last promises', minutes: 1, coach: null },
  ]);
  const inTurn = storySoFar(after([{ type: 'start' }, next, next, next]), defaultFormat, [], nameOf);
  expect(inTurn?.steps.at(-1)).toEqual({ title: "Goal, Ama's turn", minutes: 1, coach: 'Jonas' });
  expect(story?.goals).toEqual(['Run again']);
  expect(story?.actions.map(({ length }) => length)).toEqual([120]);
});

test('there is no story before the second step, and none in the lobby', () => {
  expect(storySoFar(after([{ type: 'start' }]), defaultFormat, [], nameOf)).toBeNull();
  expect(storySoFar(lobby(['Ama']), defaultFormat, [], nameOf)).toBeNull();
});

test('whoever waits at the door learns who has a seat and who agrees, and nothing of a session under way', () => {
  const observers = [{ user: 'Olu', agreed: ['Ama'] }];
  const state = { ...after([{ type: 'start' }, next, silence]), observers };
  expect(doorView(state)).toEqual({ ...lobby(['Ama', 'Jonas']), observers });
  expect([mayWatch(state, 'Olu'), watchersOf(state)]).toEqual([false, []]);
  const agreed = { ...state, observers: [{ user: 'Olu', agreed: ['Ama', 'Jonas'] }] };
  expect([mayWatch(agreed, 'Olu'), watchersOf(agreed)]).toEqual([true, ['Olu']]);
});
