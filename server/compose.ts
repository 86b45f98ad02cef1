/** The services and what they stand on, wired once: for the server, and for the commands of `npm run admin`. */
import { createActionService } from './actions/action-service.ts';
import { createIdentity } from './auth/identity.ts';
import { createBoardHost } from './board/board-host.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createOriginCheck } from './http/origin.ts';
import type { Log } from './log.ts';
import { createLocalBus } from './realtime/bus.ts';
import { createRoomService } from './rooms/room-service.ts';
import { createFlowService } from './session/flow-service.ts';
import { createOutcomeProjection } from './session/outcome-projection.ts';
import { createSessionService } from './session/session-service.ts';
import type { Store } from './store/ports.ts';

export interface ComposeParts {
  config: Config;
  store: Store;
  clock: Clock;
  log: Log;
  /** Users who are on a session's page right now. */
  here: (session: string) => string[];
}

export type Composition = ReturnType<typeof compose>;

export function compose({ config, store, clock, log, here }: ComposeParts) {
  const originAllowed = createOriginCheck(config);
  const bus = createLocalBus((err) => {
    log.error({ err }, 'a listener to news failed');
  });
  const identity = createIdentity({ store, bus, clock, secureCookies: config.secureCookies, log });
  const access = (user: string, session: string) => store.sessions.access(user, session);
  const boards = createBoardHost({ store: store.boards, access, gate: identity, bus, clock, log, originAllowed });
  const flows = createFlowService({ store, bus, clock });
  const outcomes = createOutcomeProjection({ store, boards, bus, clock, log });
  const sessions = createSessionService({ store, boards, flows, outcomes, clock });
  const rooms = createRoomService({ store, bus, clock, presence: { here } });
  const actions = createActionService({ store, boards, clock });
  return { bus, originAllowed, identity, boards, flows, outcomes, sessions, rooms, actions };
}
