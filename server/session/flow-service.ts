/**
 * The one place that changes a session's flow: pages, sockets and the arrival of a peer all come through here.
 * It checks rights and version, lets the pure `transition` decide, stores, and only then tells anybody.
 */
import { ExpectedError } from '#lib/domain/errors.ts';
import { serverAuthor, type FlowEffect, type FlowEvent, type FlowState } from '#lib/domain/flow/flow.ts';
import { watchersOf } from '#lib/domain/flow/flow-observers.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { mayInSession } from '#lib/domain/permissions.ts';
import { transition } from '#lib/domain/flow/transition.ts';
import type { FlowRequest, FlowSnapshot } from '#lib/protocol/session-events.ts';
import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { Access, SessionStore } from '../store/ports/session-port.ts';
import { createKeyedQueue } from './keyed-queue.ts';

/** A flow that has moved and is stored. */
interface FlowChange {
  session: string;
  flow: FlowSnapshot;
  by: string;
  command: FlowEvent['type'];
  /** The format that was chosen with it; undefined when it stays what it was. */
  format: Format | undefined;
  effects: readonly FlowEffect[];
}

/** What happens to a flow by itself. */
export type FlowNews = { type: 'wait-for'; user: string; present: readonly string[] } | { type: 'silence-over' };

export interface FlowService {
  /** `not-found` when there is no such session. Checks no rights. */
  read(session: string): Promise<FlowSnapshot>;
  /**
   * Carries out a member's command on the version that the member saw. `present`: the users who have the page open.
   * Refuses with `not-found`, `not-allowed`, `session-ended`, `flow-stale`, or what the flow itself refuses with.
   */
  command(user: string, session: string, request: FlowRequest, present?: readonly string[]): Promise<FlowSnapshot>;
  /** A peer arrives and takes a free seat, if there is one; nothing happens otherwise. Answers with the flow as it is then. */
  sit(user: string, session: string): Promise<FlowSnapshot>;
  /** A peer has left the room: before the start the seat is free again. Nothing happens otherwise. Checks no rights. */
  stand(user: string, session: string): Promise<void>;
  /** The peer is on the page again: nobody waits any longer. Nothing happens when nobody did. Answers with the flow as it is then. */
  back(user: string, session: string): Promise<FlowSnapshot>;
  /** News that no person brings; kept with the server as its author. Nothing happens when it is out of date. */
  report(session: string, news: FlowNews): Promise<void>;
  /** The sessions whose clock is running, and those in a silence. */
  listRunning(): Promise<{ session: string; state: FlowState }[]>;
  /**
   * Leads the session by another format, before its start, on the version that the member saw. Refuses as `command`
   * does; `flow-not-now` also for a format with less room than people have a seat.
   */
  chooseFormat(user: string, session: string, format: Format, version: number): Promise<void>;
  /** Ends the session at whatever version it is; nothing happens when it has ended. `not-found`, `not-allowed`, `flow-not-now`. */
  end(user: string, session: string): Promise<void>;
  /** The listener hears of every change after it is stored, in order. Returns the function that ends this. */
  onChange(listener: (change: FlowChange) => void): () => void;
}

export interface FlowServiceDependencies {
  store: { sessions: Pick<SessionStore, 'access' | 'find' | 'readFlow' | 'advanceFlow' | 'listLiveFlows'> };
  bus: Bus;
  clock: Clock;
}

/** How often an event that does not depend on what its author saw is tried again when another process was quicker. */
const attempts = 8;

export function createFlowService({ store, bus, clock }: FlowServiceDependencies): FlowService {
  const queue = createKeyedQueue();
  const listeners = new Set<(change: FlowChange) => void>();

  async function read(session: string): Promise<FlowSnapshot> {
    const flow = await store.sessions.readFlow(session);
    if (!flow) throw new ExpectedError('not-found');
    return flow;
  }

  async function readFormat(session: string): Promise<Format> {
    const row = await store.sessions.find(session);
    if (!row) throw new ExpectedError('not-found');
    return row.format;
  }

  /** What the user may reach here; asked anew for every event, because rights change while pages are open. */
  async function requireAccess(user: string, session: string): Promise<Access> {
    const access = await store.sessions.access(user, session);
    if (!access) throw new ExpectedError('not-found');
    return access;
  }

  function requireLead({ role, session: { status } }: Access): void {
    if (mayInSession(role, 'flow:lead', status)) return;
    throw new ExpectedError(status === 'ended' ? 'session-ended' : 'not-allowed');
  }

  /** Applies one event to the flow as given. Null: the database holds another version by now. */
  async function apply(
    session: string,
    flow: FlowSnapshot,
    event: FlowEvent,
    chosen?: Format,
  ): Promise<FlowSnapshot | null> {
    const outcome = transition(flow.state, event, chosen ?? (await readFormat(session)));
    if (!outcome.ok) throw new ExpectedError(outcome.error);
    // Nothing to store or tell: there was no seat left, for example.
    if (outcome.state === flow.state) return flow;
    const stored = await store.sessions.advanceFlow(session, flow.version, outcome.state, event, chosen);
    if (!stored) return null;
    const next = { version: flow.version + 1, state: outcome.state };
    const change: FlowChange = {
      session,
      flow: next,
      by: event.by,
      command: event.type,
      effects: outcome.effects,
      format: chosen,
    };
    const watching = watchersOf(next.state);
    // Before anybody is told: whoever may no longer watch is told nothing more.
    if (String(watching) !== String(watchersOf(flow.state)))
      bus.publish({ type: 'watchers-changed', session, watching });
    for (const listener of [...listeners]) listener(change);
    for (const effect of outcome.effects) {
      // The other effects are for the pages, which see them in the state.
      if (effect.type === 'session-ended') bus.publish({ ...effect, session, by: event.by });
    }
    return next;
  }

  /** Somebody in the lobby who is no member any more, because the server stopped before the seat was freed. */
  async function whoIsGone(session: string, { state }: FlowSnapshot): Promise<string | null> {
    if (state.status !== 'lobby') return null;
    for (const seat of state.seats) if (!(await store.sessions.access(seat, session))) return seat;
    return null;
  }

  async function sitOnce(user: string, session: string): Promise<FlowSnapshot | null> {
    const [access, stored] = await Promise.all([store.sessions.access(user, session), read(session)]);
    let flow = stored;
    for (let gone = await whoIsGone(session, flow); gone !== null; gone = await whoIsGone(session, flow)) {
      const freed = await apply(session, flow, { type: 'stand', by: gone, at: clock() });
      if (!freed) return null;
      flow = freed;
    }
    if (!access || flow.state.status === 'ended') return flow;
    if (access.role !== 'peer') return apply(session, flow, { type: 'observe', by: user, at: clock() });
    if (!mayInSession(access.role, 'flow:lead', access.session.status)) return flow;
    const { state } = flow;
    if (state.seats.includes(user) && (state.status === 'lobby' || !state.left.includes(user))) return flow;
    return apply(session, flow, { type: 'sit', by: user, at: clock() });
  }

  async function standOnce(user: string, session: string): Promise<FlowSnapshot | null> {
    const [access, flow] = await Promise.all([store.sessions.access(user, session), read(session)]);
    // Back again in the meantime, through another invite; or over.
    if (access || flow.state.status === 'ended') return flow;
    const stood = await apply(session, flow, { type: 'stand', by: user, at: clock() });
    return stood && apply(session, stood, { type: 'unobserve', by: user, at: clock() });
  }

  /** An event that holds whatever the version is; nothing after the end. */
  async function reportOnce(session: string, event: () => FlowEvent): Promise<FlowSnapshot | null> {
    const flow = await read(session);
    return flow.state.status === 'ended' ? flow : apply(session, flow, event());
  }

  /** Until nobody else was quicker. */
  async function insist<T>(once: () => Promise<T | null>): Promise<T> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const done = await once();
      if (done !== null) return done;
    }
    throw new ExpectedError('unavailable');
  }

  async function endOnce(user: string, session: string): Promise<'ended' | null> {
    const access = await requireAccess(user, session);
    const flow = await read(session);
    if (flow.state.status === 'ended') return 'ended';
    requireLead(access);
    return (await apply(session, flow, { type: 'end', by: user, at: clock() })) ? 'ended' : null;
  }

  return {
    read,
    command: (user, session, { version, command }, present) =>
      queue.run(session, async () => {
        requireLead(await requireAccess(user, session));
        const flow = await read(session);
        if (flow.version !== version) throw new ExpectedError('flow-stale');
        const next = await apply(session, flow, { ...command, by: user, at: clock(), ...(present && { present }) });
        if (!next) throw new ExpectedError('flow-stale');
        return next;
      }),
    sit: (user, session) => queue.run(session, () => insist(() => sitOnce(user, session))),
    stand: (user, session) =>
      queue.run(session, async () => {
        await insist(() => standOnce(user, session));
      }),
    back: (user, session) =>
      queue.run(session, () =>
        insist(() => reportOnce(session, () => ({ type: 'came-back', user, by: serverAuthor, at: clock() }))),
      ),
    report: (session, news) =>
      queue.run(session, async () => {
        await insist(() => reportOnce(session, () => ({ ...news, by: serverAuthor, at: clock() })));
      }),
    async listRunning() {
      const flows = await store.sessions.listLiveFlows();
      return flows.filter(({ state }) => state.status === 'running' || (state.status === 'paused' && state.silence));
    },
    chooseFormat: (user, session, format, version) =>
      queue.run(session, async () => {
        const { role, session: about } = await requireAccess(user, session);
        if (!mayInSession(role, 'format:choose', about.status)) {
          throw new ExpectedError(about.status === 'ended' ? 'session-ended' : 'not-allowed');
        }
        const flow = await read(session);
        if (flow.version !== version) throw new ExpectedError('flow-stale');
        const event: FlowEvent = { type: 'choose-format', by: user, at: clock() };
        if (!(await apply(session, flow, event, format))) throw new ExpectedError('flow-stale');
      }),
    end: (user, session) =>
      queue.run(session, async () => {
        await insist(() => endOnce(user, session));
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
