import { describe, expect, it } from 'vitest';
import { asksOf, type Ask } from '#lib/client/session/session-asks.ts';
import { minute } from '#lib/domain/flow/flow-clock.ts';
import { trimOf } from '#lib/domain/flow/flow-budget.ts';
import { advancePatience } from '#lib/domain/flow/flow-advance.ts';
import type { FlowEvent, FlowState } from '#lib/domain/flow/flow.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { planOf } from '#lib/domain/flow/plan.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';

const names: Record<string, string> = { ama: 'Ama', jonas: 'Jonas', mei: 'Mei' };
const nameOf = (id: string): string => names[id] ?? 'Somebody';
const start = 1_000_000;
const present = ['ama', 'jonas'];

function after(...events: FlowEvent[]): FlowState {
  return events.reduce<FlowState>((state, event) => {
    const outcome = transition(state, { ...event, present }, peerGrow);
    if (!outcome.ok) throw new Error(`${event.type} was refused: ${outcome.error}`);
    return outcome.state;
  }, lobby(present));
}

const started = { type: 'start', by: 'ama', at: start } as const;
const seenBy = (me: string, flow: FlowState, now = start): Ask[] => asksOf({ flow, format: peerGrow, me, now, nameOf });

describe('what is open between the peers', () => {
  it('is nothing when nobody asks', () => {
    expect(seenBy('ama', after(started))).toEqual([]);
  });

  it('asks the other before a step is left early, and lets the asker go on alone after a while', () => {
    const flow = after(started, { type: 'next', by: 'ama', at: start });
    expect(seenBy('jonas', flow)).toMatchObject([
      {
        asked: true,
        text: 'Ama is ready to go on to Last promises.',
        answers: [{ command: { type: 'decline-advance' } }, { command: { type: 'accept-advance' }, main: true }],
      },
    ]);
    const mine = (now: number): string[] => seenBy('ama', flow, now)[0]?.answers.map(({ label }) => label) ?? [];
    expect(seenBy('ama', flow)).toMatchObject([{ asked: false, text: 'You asked to go on. Waiting for Jonas…' }]);
    expect(mine(start + advancePatience - 1)).toEqual(['Take back']);
    expect(mine(start + advancePatience)).toEqual(['Take back', 'Go on anyway']);
  });

  it('names whose turn comes next, and not the title of its first step', () => {
    const goal = after(started, { type: 'next', by: 'ama', at: start }, { type: 'next', by: 'jonas', at: start });
    const asked = transition(goal, { type: 'next', by: 'jonas', at: start, present }, peerGrow);
    if (!asked.ok) throw new Error(asked.error);
    expect(seenBy('ama', asked.state)[0]?.text).toBe('Jonas is ready to go on to your turn.');
  });

  it('says whose turn comes when the rest of one is handed over', () => {
    const goOn = ['ama', 'jonas', 'ama', 'jonas'].map((by) => ({ type: 'next', by, at: start }) as const);
    const goal = after(started, ...goOn);
    const asked = transition(goal, { type: 'hand-over', by: 'ama', at: start, present }, peerGrow);
    if (!asked.ok) throw new Error(asked.error);
    expect(seenBy('jonas', asked.state)[0]?.text).toBe('Ama would hand over now: your turn comes next.');
    const [mine] = seenBy('ama', asked.state, start + advancePatience);
    expect(mine?.text).toBe('You asked to hand over. Waiting for Jonas…');
    expect(mine?.answers.at(-1)?.command).toEqual({ type: 'hand-over' });
  });

  it('shows an offer of shorter steps with the minutes of each', () => {
    const late = start + 13 * minute;
    const flow = after(started);
    const steps = trimOf(flow, peerGrow, late);
    expect(steps).not.toBeNull();
    const offered = after(started, { type: 'offer-trim', by: 'jonas', at: late, steps: steps ?? [] });
    const [ask] = seenBy('ama', offered, late);
    expect(ask).toMatchObject({ asked: true, text: 'Jonas offers shorter steps, to end on time.' });
    expect(ask?.lines[0]).toMatch(/^Last promises: [1-4] instead of 5 min$/);
    expect(ask?.lines[1]).toMatch(/^Goal, each turn: [1-3] instead of 4 min$/);
    expect(new Set(ask?.lines).size).toBe(ask?.lines.length);
    expect(seenBy('jonas', offered, late)).toMatchObject([{ asked: false, answers: [{ label: 'Take back' }] }]);
  });

  it('says whose step gets shorter where it does so in one turn only', () => {
    const goal = planOf(peerGrow, 2).find(({ step, turn }) => step.id === 'goal' && turn === 1)?.index ?? -1;
    const offer = { type: 'offer-trim' as const, by: 'jonas', at: start, steps: [{ position: goal, minutes: 3 }] };
    expect(seenBy('ama', after(started, offer))[0]?.lines).toEqual(["Goal, Jonas's turn: 3 instead of 4 min"]);
  });

  it('says who is waited for, and lets the other go on', () => {
    const flow = after(started, { type: 'wait-for', by: 'server', user: 'mei', at: start });
    expect(seenBy('ama', flow)).toEqual([]);
    const paused = after(started, { type: 'pause', by: 'ama', at: start });
    if (paused.status !== 'paused') throw new Error('the clock runs');
    const dropped: FlowState = { ...paused, waitingFor: { user: 'jonas', since: start } };
    expect(seenBy('ama', dropped)).toMatchObject([{ answers: [{ command: { type: 'resume' } }] }]);
    expect(seenBy('jonas', dropped)).toEqual([]);
  });

  it('needs both keys before somebody watches, and either may take theirs back', () => {
    const flow = after(started, { type: 'observe', by: 'mei', at: start });
    for (const me of present) expect(seenBy(me, flow)).toMatchObject([{ asked: true }]);
    const half = after(
      started,
      { type: 'observe', by: 'mei', at: start },
      { type: 'agree-observer', by: 'ama', user: 'mei', at: start },
    );
    expect(seenBy('ama', half)).toMatchObject([
      { asked: false, text: 'You agreed that Mei watches. Waiting for Jonas…', answers: [{ label: 'Take back' }] },
    ]);
    expect(seenBy('mei', half)).toEqual([]);
  });
});
