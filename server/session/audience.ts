/**
 * Who hears what of a session: members who are in it hear all; an observer whom not every peer has let in waits at the
 * door, and hears who agrees and that the session is over.
 */
import { ExpectedError } from '#lib/domain/errors.ts';
import { doorView, mayWatch } from '#lib/domain/flow/flow-observers.ts';
import { mayInSession, type SessionRight, type SessionRole } from '#lib/domain/permissions.ts';
import type { FlowSnapshot, ServerToClientEvents } from '#lib/protocol/session-events.ts';
import type { SessionConnection, SessionServer } from './session-connection.ts';

type Change<E extends keyof ServerToClientEvents> = Parameters<ServerToClientEvents[E]>[0];

export interface Audience {
  /** A connection is in the session with this role from now on. */
  place(connection: SessionConnection, session: string, role: SessionRole): void;
  /** The peers changed their mind about observers: lets this connection in, or back to the door. */
  replace(connection: SessionConnection, session: string, watching: readonly string[]): void;
  /** @throws ExpectedError `not-allowed` when this connection's role has not this right in a live session. */
  require(connection: SessionConnection, right: SessionRight): void;
  /** What this person may know of the flow. */
  seenBy(user: string, role: SessionRole, flow: FlowSnapshot): FlowSnapshot;
  tell(session: string, event: 'presence:changed', change: Change<'presence:changed'>): void;
  tell(session: string, event: 'presence:reacted', change: Change<'presence:reacted'>): void;
  tell(session: string, event: 'agreement:signed', change: Change<'agreement:signed'>): void;
  tellFlow(session: string, change: Change<'flow:changed'>): void;
  end(session: string, change: Change<'session:ended'>): void;
}

/** The Socket.IO rooms of a session: apart from those that Socket.IO names after connections. */
const insideOf = (session: string): string => `session:${session}`;
const doorOf = (session: string): string => `door:${session}`;

/** What whoever waits may hear of: people with a seat come, go and answer. */
const heardAtDoor = new Set<string>(['sit', 'stand', 'observe', 'unobserve', 'agree-observer', 'refuse-observer']);

export function createAudience(io: SessionServer): Audience {
  const roles = new WeakMap<SessionConnection, SessionRole>();

  function place(connection: SessionConnection, session: string, role: SessionRole): void {
    roles.set(connection, role);
    const [here, elsewhere] =
      role === 'waiting' ? [doorOf(session), insideOf(session)] : [insideOf(session), doorOf(session)];
    void connection.socket.leave(elsewhere);
    void connection.socket.join(here);
  }

  return {
    place,
    replace(connection, session, watching) {
      if (roles.get(connection) === 'peer') return;
      place(connection, session, watching.includes(connection.opener.user.id) ? 'observer' : 'waiting');
    },
    require(connection, right) {
      if (!mayInSession(roles.get(connection) ?? null, right, 'live')) throw new ExpectedError('not-allowed');
    },
    // By the state itself, which may be newer than the role.
    seenBy: (user, role, flow) =>
      role === 'peer' || mayWatch(flow.state, user) ? flow : { ...flow, state: doorView(flow.state) },
    tell(session, event: 'presence:changed' | 'presence:reacted' | 'agreement:signed', change: never) {
      io.to(insideOf(session)).emit(event, change);
    },
    tellFlow(session, change) {
      io.to(insideOf(session)).emit('flow:changed', change);
      if (!heardAtDoor.has(change.command)) return;
      const flow = { ...change.flow, state: doorView(change.flow.state) };
      io.to(doorOf(session)).emit('flow:changed', { ...change, flow });
    },
    end(session, change) {
      io.to([insideOf(session), doorOf(session)]).emit('session:ended', change);
    },
  };
}
