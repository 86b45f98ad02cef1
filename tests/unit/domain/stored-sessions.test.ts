import { flowStateSchema } from '#lib/domain/flow/flow.ts';
import { clockOf } from '#lib/domain/flow/flow-clock.ts';
import { formatSchema } from '#lib/domain/formats/format.ts';
import { transition } from '#lib/domain/flow/transition.ts';
import { expect, test } from 'vitest';

/** As the first version stored them. Never to be edited: sessions like these are on people's disks. */
const storedFormat = `{"id":"peer-grow","title":"Peer GROW","summary":"Each of you coaches the other.","people":{"min":2,"max":2},"stages":[
{"kind":"step","id":"arrive","title":"Arrive","minutes":3,"floor":"both","prompts":["Which one word says how you arrive?"],"say":{"coachee":"Say one word.","coach":"Say one word."},"practice":"Take the word as it comes.","yields":[]},
{"kind":"turn","steps":[{"kind":"step","id":"goal","title":"Goal","minutes":4,"floor":"coachee","prompts":["What would make this time worth it?"],"say":{"coachee":"Choose one thing.","coach":"Ask, then wait."},"practice":null,"yields":[{"kind":"goal","label":null,"atLeast":1}]}]},
{"kind":"step","id":"feedback","title":"Feedback","minutes":5,"floor":"both","prompts":[],"say":{"coachee":"Give one thing.","coach":"Give one thing."},"practice":null,"yields":[{"kind":"note","label":"feedback","atLeast":2}]}]}`;

const storedStates = [
  `{"status":"lobby","seats":["ama"],"swap":null}`,
  `{"status":"running","seats":["ama","jonas"],"swap":{"by":"ama","at":1700000000000},"turns":2,"position":1,"bookmarks":[1,2],"spent":[180000,0,0,0],"added":[0,60000,0,0],"startedAt":1700000000000,"since":1700000180000}`,
  `{"status":"paused","seats":["ama","jonas"],"swap":null,"turns":2,"position":0,"bookmarks":[1,2],"spent":[1000,0,0,0],"added":[0,0,0,0],"startedAt":1700000000000}`,
  `{"status":"ended","seats":["ama","jonas"],"swap":null,"turns":2,"position":3,"bookmarks":[1,2],"spent":[1000,0,0,0],"added":[0,0,0,0],"startedAt":1700000000000,"endedAt":1700000300000}`,
];

const format = formatSchema.parse(JSON.parse(storedFormat));

test('a format that was stored by the first version is read with what came later filled in', () => {
  expect(format.stages[0]).toMatchObject({ optional: false, sealed: false, silence: false, advice: 'free' });
  expect(format.stages[0]).toMatchObject({ say: { observer: null } });
  expect(format.stages[1]).toMatchObject({ who: 'each', others: 'observe' });
});

test.each(storedStates)('a flow that was stored by the first version goes on: %s', (stored) => {
  const state = flowStateSchema.parse(JSON.parse(stored));
  expect(state).toMatchObject(JSON.parse(stored) as object);
  const at = 1_700_000_240_000;
  expect(clockOf(state, format, at).spentMs).toBeGreaterThanOrEqual(0);
  const next = transition(state, { type: state.status === 'lobby' ? 'start' : 'next', by: 'ama', at }, format);
  expect(next).toMatchObject(
    state.status === 'ended' ? { ok: false, error: 'session-ended' } : { ok: true, state: { status: 'running' } },
  );
});
