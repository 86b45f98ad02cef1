import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ServerClock } from '#lib/client/session/clock.svelte.ts';
import { SessionClient } from '#lib/client/session/session-client.svelte.ts';
import { SessionSigns } from '#lib/client/session/session-signs.svelte.ts';
import { SessionView } from '#lib/client/session/session-view.svelte.ts';
import { doorView } from '#lib/domain/flow/flow-observers.ts';
import type { FlowState } from '#lib/domain/flow/flow.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import type { Participant } from '#lib/protocol/session-events.ts';
import { FakeSessionLink } from '../../support/fake-session-link.ts';

const at = 1_700_000_000_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a reaction floats for a moment and is gone, and many at once never pile up', () => {
  const signs = new SessionSigns(
    { setMark: () => Promise.resolve({ ok: true }), react: () => Promise.resolve({ ok: true }) },
    () => undefined,
  );
  for (let count = 0; count < 20; count++) signs.heard({ user: 'ama', reaction: 'thanks' });
  expect(signs.floats.length).toBe(12);
  signs.heard({ user: 'jonas', reaction: 'clap' });
  expect(signs.floats.at(-1)).toMatchObject({ user: 'jonas', reaction: 'clap' });
  vi.advanceTimersByTime(3_000);
  expect(signs.floats).toEqual([]);
  signs.close();
});

test('a sign that did not reach the others is said', async () => {
  const said: string[] = [];
  const signs = new SessionSigns(
    {
      setMark: () => Promise.resolve({ ok: false, error: 'not-connected' }),
      react: () => Promise.resolve({ ok: false, error: 'too-fast' }),
    },
    (sentence) => said.push(sentence),
  );
  await signs.mark('hand', true);
  await signs.react('yes');
  expect(said).toEqual([
    expect.stringContaining('no connection'),
    'That was too much at once. Wait a moment and try again.',
  ]);
});

test('an observer’s page stands at the door until the last key is turned, and fetches the session then', async () => {
  const session = {
    id: 'session-id-1',
    number: 1,
    status: 'live' as const,
    room: { id: 'room-id-01', name: 'Mondays' },
  };
  const participants: Participant[] = [{ id: 'olu', name: 'Olu', hue: 3, role: 'observer', presence: 'here' }];
  const me = { id: 'olu', role: 'observer' as const };
  const started = transition(lobby(['ama', 'jonas']), { type: 'start', by: 'ama', at }, defaultFormat);
  if (!started.ok) throw new Error(started.error);
  const agreed = (...keys: string[]): FlowState => ({ ...started.state, observers: [{ user: 'olu', agreed: keys }] });
  const door = { version: 4, state: doorView(agreed('ama')) };
  const link = new FakeSessionLink({ session, format: defaultFormat, flow: door, participants, me, now: at });
  const clock = new ServerClock(at, () => at);
  const client = new SessionClient(
    { session, format: defaultFormat, state: door.state, participants, me, people: [] },
    { link, clock, announce: () => undefined },
  );
  const view = new SessionView(client, clock);
  client.open();
  link.page.connected();
  await vi.waitFor(() => expect(client.connection.state).toBe('live'));
  expect([view.atDoor, link.joins]).toEqual([true, 1]);

  const inside = { version: 5, state: agreed('ama', 'jonas') };
  link.snapshot = { ...link.snapshot, flow: inside };
  link.page.flowChanged({ flow: inside, by: 'jonas', command: 'agree-observer', now: at });
  await vi.waitFor(() => expect(link.joins).toBe(2));
  expect(view.atDoor).toBe(false);
  expect(view.barred).toContain('observer');

  link.page.refused('not-allowed');
  expect(view.atDoor).toBe(true);
});
