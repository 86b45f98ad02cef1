import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from '#lib/client/session/clock.svelte.ts';
import { SessionClient } from '#lib/client/session/session-client.svelte.ts';
import type { FlowEvent, FlowState } from '#lib/domain/flow/flow.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import type { FlowSnapshot, Participant } from '#lib/protocol/session-events.ts';
import { FakeSessionLink } from '../../support/fake-session-link.ts';

const at = 1_700_000_000_000;
const jonas: Participant = { id: 'jonas', name: 'Jonas', hue: 1, role: 'peer', presence: 'here' };
const ama: Participant = { id: 'ama', name: 'Ama', hue: 2, role: 'peer', presence: 'here' };
const session = {
  id: 'session-id-1',
  number: 7,
  status: 'live' as const,
  room: { id: 'room-id-01', name: 'Ama and Jonas' },
};
const me = { id: 'jonas', role: 'peer' as const };

function after(state: FlowState, ...events: FlowEvent[]): FlowState {
  return events.reduce((current, event) => {
    const outcome = transition(current, event, peerGrow);
    if (!outcome.ok) throw new Error(`the flow refused ${event.type}`);
    return outcome.state;
  }, state);
}

const started = after(lobby(['ama', 'jonas']), { type: 'start', by: 'ama', at });
const next = (by: string): FlowEvent => ({ type: 'next', by, at });
const first: FlowSnapshot = { version: 4, state: started };
const second: FlowSnapshot = { version: 5, state: after(started, next('ama')) };
const third: FlowSnapshot = { version: 6, state: after(started, next('ama'), next('ama')) };

const position = (client: SessionClient): number | null => {
  const { state } = client.flow;
  return state.status === 'lobby' ? null : state.position;
};

let link: FakeSessionLink;
let client: SessionClient;
let said: string[];

beforeEach(async () => {
  said = [];
  link = new FakeSessionLink({ session, format: peerGrow, flow: first, participants: [jonas, ama], me, now: at });
  client = new SessionClient(
    { session, format: peerGrow, state: started, participants: [jonas, ama], me, people: [jonas, ama] },
    { link, clock: new ServerClock(at, () => at), announce: (sentence) => said.push(sentence) },
  );
  client.open();
  link.page.connected();
  await vi.waitFor(() => expect(client.connection.state).toBe('live'));
});

describe('leading the session', () => {
  it('shows the next step before the server has answered', async () => {
    const ready = { version: 5, state: after(started, { type: 'ready', by: 'ama', at }) };
    link.page.flowChanged({ flow: ready, by: 'ama', command: 'ready', now: at });
    const sent = client.send({ type: 'next' });
    expect(link.requests).toEqual([{ version: 5, command: { type: 'next' } }]);
    expect(position(client)).toBe(1);
    const onward = { version: 6, state: second.state };
    link.answer({ ok: true, flow: onward });
    expect(await sent).toEqual({ ok: true });
    expect(client.flow).toEqual(onward);
  });

  it('goes back to where things are when the server refuses', async () => {
    const sent = client.send({ type: 'next' });
    link.answer({ ok: false, error: 'unavailable' });
    expect(await sent).toEqual({ ok: false, error: 'unavailable' });
    expect(position(client)).toBe(0);
  });

  it('shows the step of the peer who was quicker, once, and says so', async () => {
    const sent = client.send({ type: 'next' });
    link.page.flowChanged({ flow: second, by: 'ama', command: 'next', now: at });
    expect(position(client)).toBe(1);
    link.answer({ ok: false, error: 'flow-stale' });
    expect(await sent).toEqual({ ok: false, error: 'flow-stale' });
    expect(client.flow).toEqual(second);
    expect(said).toEqual(['Ama moved on to Last promises.']);
  });

  it('fetches the truth when a refusal shows that the page is behind', async () => {
    link.snapshot = { ...link.snapshot, flow: third };
    const sent = client.send({ type: 'next' });
    link.answer({ ok: false, error: 'flow-stale' });
    await sent;
    expect(client.flow).toEqual(third);
  });

  it('starts all the same when a peer arrives in that very moment', async () => {
    const alone: FlowSnapshot = { version: 7, state: lobby(['jonas']) };
    const both: FlowSnapshot = { version: 8, state: lobby(['jonas', 'ama']) };
    link.snapshot = { ...link.snapshot, flow: alone };
    link.page.connected();
    await vi.waitFor(() => expect(client.flow).toEqual(alone));
    const sent = client.send({ type: 'start' });
    link.page.flowChanged({ flow: both, by: 'ama', command: 'sit', now: at });
    link.answer({ ok: false, error: 'flow-stale' });
    await vi.waitFor(() => expect(link.requests).toHaveLength(2));
    expect(link.requests[1]).toEqual({ version: 8, command: { type: 'start' } });
    link.answer({ ok: true, flow: { version: 9, state: after(both.state, { type: 'start', by: 'jonas', at }) } });
    expect(await sent).toEqual({ ok: true });
    expect(client.flow.state.status).toBe('running');
  });

  it('fetches the truth when no answer comes, because the command may have been carried out', async () => {
    link.snapshot = { ...link.snapshot, flow: second };
    const sent = client.send({ type: 'next' });
    link.answer({ ok: false, error: 'timed-out' });
    expect(await sent).toEqual({ ok: false, error: 'timed-out' });
    expect(client.flow).toEqual(second);
  });

  it('counts one minute more pressed twice as two minutes', async () => {
    const one = client.send({ type: 'extend', minutes: 1 });
    const two = client.send({ type: 'extend', minutes: 1 });
    const longer = after(started, { type: 'extend', minutes: 1, by: 'jonas', at });
    link.answer({ ok: true, flow: { version: 5, state: longer } });
    await one;
    await vi.waitFor(() => expect(link.requests).toHaveLength(2));
    link.answer({
      ok: true,
      flow: { version: 6, state: after(longer, { type: 'extend', minutes: 1, by: 'jonas', at }) },
    });
    expect(await two).toEqual({ ok: true });
    expect(client.flow.version).toBe(6);
  });

  it('counts the same command pressed twice at once as one', async () => {
    const one = client.send({ type: 'next' });
    const two = client.send({ type: 'next' });
    link.answer({ ok: true, flow: second });
    expect([await one, await two]).toEqual([{ ok: true }, { ok: true }]);
    expect(link.requests).toHaveLength(1);
  });

  it('sends a different command after the first one is settled, with the version it led to', async () => {
    const one = client.send({ type: 'next' });
    const two = client.send({ type: 'extend', minutes: 5 });
    link.answer({ ok: true, flow: second });
    await one;
    await vi.waitFor(() => expect(link.requests).toHaveLength(2));
    expect(link.requests[1]).toEqual({ version: 5, command: { type: 'extend', minutes: 5 } });
    link.answer({ ok: false, error: 'unavailable' });
    await two;
  });

  it('sends both when somebody asks for one minute more and then for five', async () => {
    const one = client.send({ type: 'extend', minutes: 1 });
    const two = client.send({ type: 'extend', minutes: 5 });
    link.answer({ ok: true, flow: second });
    await one;
    await vi.waitFor(() => expect(link.requests).toHaveLength(2));
    expect(link.requests.map(({ command }) => command)).toEqual([
      { type: 'extend', minutes: 1 },
      { type: 'extend', minutes: 5 },
    ]);
    link.answer({ ok: true, flow: third });
    expect(await two).toEqual({ ok: true });
  });

  it('does not bother the server with what the flow cannot do', async () => {
    expect(client.can({ type: 'back' })).toBe(false);
    expect(await client.send({ type: 'back' })).toEqual({ ok: false, error: 'flow-not-now' });
    expect(link.requests).toEqual([]);
  });

  it('does not show the end before the server has agreed to it', async () => {
    const sent = client.send({ type: 'end' });
    expect(client.ended).toBe(false);
    const ended = after(started, { type: 'end', by: 'jonas', at });
    link.answer({ ok: true, flow: { version: 5, state: ended } });
    await sent;
    expect(client.ended).toBe(true);
  });

  it('says at once that there is no connection', async () => {
    link.page.lost();
    expect(await client.send({ type: 'next' })).toEqual({ ok: false, error: 'not-connected' });
    expect(position(client)).toBe(0);
  });
});

describe('a press on a connection that has gone without saying so', () => {
  const notSent = { ok: false, error: 'not-connected' } as const;
  const backAt = (flow: FlowSnapshot) => {
    link.snapshot = { ...link.snapshot, flow };
    link.page.connected();
  };

  it('is sent as soon as the page is in its session again, once', async () => {
    const sent = client.send({ type: 'next' });
    link.page.lost();
    link.answer(notSent);
    backAt(first);
    await vi.waitFor(() => expect(link.requests).toHaveLength(2));
    expect(link.requests[1]).toEqual({ version: first.version, command: { type: 'next' } });
    link.answer({ ok: true, flow: second });
    expect(await sent).toEqual({ ok: true });
    expect(link.requests).toHaveLength(2);
  });

  it('is not sent when the others have gone on meanwhile: that is said', async () => {
    const sent = client.send({ type: 'next' });
    link.page.lost();
    link.answer(notSent);
    backAt(second);
    expect(await sent).toEqual({ ok: false, error: 'flow-stale' });
    expect(link.requests).toHaveLength(1);
    expect(position(client)).toBe(1);
  });

  it('is given up with a sentence when the connection does not come back soon', async () => {
    vi.useFakeTimers();
    try {
      const sent = client.send({ type: 'next' });
      link.page.lost();
      link.answer(notSent);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await sent).toEqual(notSent);
      backAt(first);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(link.requests).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not tried a third time', async () => {
    const sent = client.send({ type: 'next' });
    link.answer(notSent);
    await vi.waitFor(() => expect(link.requests).toHaveLength(2));
    link.answer(notSent);
    expect(await sent).toEqual(notSent);
  });
});

describe('keeping up', () => {
  it('fetches the whole when a change was missed', () => {
    link.snapshot = { ...link.snapshot, flow: third };
    link.page.flowChanged({ flow: third, by: 'ama', command: 'next', now: at });
    expect(client.flow).toEqual(third);
    expect(link.joins).toBe(2);
  });

  it('leaves out a change that is older than what it knows', () => {
    link.page.flowChanged({ flow: second, by: 'ama', command: 'next', now: at });
    link.page.flowChanged({ flow: first, by: 'ama', command: 'back', now: at });
    expect(client.flow).toEqual(second);
    expect(said).toHaveLength(1);
  });

  it('does not let a snapshot that was overtaken on its way undo a newer change', async () => {
    link.page.lost();
    link.page.connected();
    link.page.flowChanged({ flow: third, by: 'ama', command: 'next', now: at });
    await vi.waitFor(() => expect(client.connection.state).toBe('live'));
    expect(client.flow).toEqual(third);
  });

  it('takes the snapshot as the truth, even an older one, as after the server was restored from a backup', async () => {
    link.page.flowChanged({ flow: second, by: 'ama', command: 'next', now: at });
    link.page.lost();
    link.page.connected();
    await vi.waitFor(() => expect(client.connection.state).toBe('live'));
    expect(client.flow).toEqual(first);
  });

  it('says when it is connected again, and that this person still looks elsewhere', async () => {
    await client.setPresence('away');
    link.page.lost();
    expect(client.connection).toEqual({ state: 'reconnecting' });
    link.page.connected();
    await vi.waitFor(() => expect(client.connection.state).toBe('live'));
    expect(said).toEqual(['You are connected again.']);
    expect(link.presences).toEqual(['away', 'away']);
  });

  it('announces comings and goings of others, not its own', () => {
    link.page.presenceChanged({
      participants: [
        { ...jonas, presence: 'away' },
        { ...ama, presence: 'reconnecting' },
      ],
    });
    link.page.presenceChanged({
      participants: [
        { ...jonas, presence: 'here' },
        { ...ama, presence: 'here' },
      ],
    });
    link.page.presenceChanged({ participants: [jonas, { ...ama, presence: 'gone' }] });
    expect(said).toEqual(['Ama lost the connection. The place is kept.', 'Ama is back.', 'Ama left the page.']);
  });

  it('goes on calling somebody by name who came and left while the page was open', () => {
    link.page.presenceChanged({
      participants: [jonas, ama, { id: 'mei', name: 'Mei', hue: 3, role: 'peer', presence: 'here' }],
    });
    link.page.presenceChanged({ participants: [jonas, ama] });
    expect(said).toEqual(['Mei is here.', 'Mei is no longer in this room.']);
    expect(client.nameOf('mei')).toBe('Mei');
    expect(client.everybody.map(({ name }) => name)).toEqual(['Jonas', 'Ama', 'Mei']);
    expect(client.participants.map(({ name }) => name)).toEqual(['Jonas', 'Ama']);
  });

  it('announces the end once, though it is told twice', () => {
    const ended = after(started, { type: 'end', by: 'ama', at });
    link.page.flowChanged({ flow: { version: 5, state: ended }, by: 'ama', command: 'end', now: at });
    link.page.sessionEnded({ by: 'ama', at });
    expect(said).toEqual(['Ama ended the session.']);
    expect(client.endedBy).toBe('ama');
  });

  it('lets go when the right to be here is gone', async () => {
    link.joinRefusal = 'not-found';
    link.page.lost();
    link.page.connected();
    await vi.waitFor(() => expect(client.connection).toEqual({ state: 'refused', error: 'not-found' }));
    expect(link.closed).toBe(true);
  });

  it('makes a new connection when the server does not answer the joining', async () => {
    link.joinRefusal = 'timed-out';
    link.page.lost();
    link.page.connected();
    await vi.waitFor(() => expect(link.restarts).toBe(1));
    expect(client.connection).toEqual({ state: 'reconnecting' });
  });
});
