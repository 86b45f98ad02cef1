/** The services and what they stand on, wired once: for the server, and for the commands of `npm run admin`. */
import { createActionService } from './actions/action-service.ts';
import { createAgreementService } from './agreements/agreement-service.ts';
import { createIdentity } from './auth/identity.ts';
import { createBoardHost } from './board/board-host.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Clock } from './clock.ts';
import { createClosingServices } from './closing/create-closing-services.ts';
import type { Config } from './config.ts';
import { createAddressReader } from './http/address.ts';
import { createOriginCheck } from './http/origin.ts';
import { createFormatService } from './formats/format-service.ts';
import { createImageService } from './images/image-service.ts';
import type { Log } from './log.ts';
import { createLocalBus } from './realtime/bus.ts';
import { createRoomService } from './rooms/room-service.ts';
import { createFlowService } from './session/flow-service.ts';
import { createObserverNotes } from './session/observer-notes.ts';
import { createOutcomeProjection } from './session/outcome-projection.ts';
import { createSessionService } from './session/session-service.ts';
import type { Store } from './store/ports/store.ts';

export interface ComposeParts {
  config: Config;
  store: Store;
  clock: Clock;
  log: Log;
  /** Users who are on a session's page right now. */
  here: (session: string) => string[];
  /** Nobody counts when left out. */
  metrics?: Metrics;
}

export type Composition = ReturnType<typeof compose>;

export function compose({ config, store, clock, log, here, metrics }: ComposeParts) {
  const originAllowed = createOriginCheck(config);
  const bus = createLocalBus((err) => {
    log.error({ err }, 'a listener to news failed');
  });
  const identity = createIdentity({ store, bus, clock, secureCookies: config.secureCookies, log });
  const access = (user: string, session: string) => store.sessions.access(user, session);
  const { connectionsPerUser: perUser, connectionsPerAddress: perAddress } = config;
  const crowd = { perUser, ...(perAddress === null ? {} : { perAddress, loopbackFree: false }) };
  const addressOf = createAddressReader(config.trustProxy);
  const boards = createBoardHost({
    store: store.boards,
    archive: store.archive,
    access,
    isLive: async (session) => (await store.sessions.find(session))?.status === 'live',
    gate: identity,
    bus,
    clock,
    log,
    originAllowed,
    addressOf,
    crowd,
    ...(metrics ? { meter: metrics.meter } : {}),
  });
  const bareFlows = createFlowService({ store, bus, clock });
  const flows = metrics ? metrics.countCommands(bareFlows) : bareFlows;
  const outcomes = createOutcomeProjection({ store, boards, bus, clock, log });
  const sessions = createSessionService({ store, boards, flows, outcomes, clock });
  const notes = createObserverNotes({ store, boards, flows, clock });
  const rooms = createRoomService({ store, bus, clock, presence: { here } });
  const formats = createFormatService({ store, clock });
  const actions = createActionService({ store, boards, clock });
  const agreements = createAgreementService({ store, boards, bus, clock });
  const closing = createClosingServices({ store, bus, clock });
  const images = createImageService({ store, clock });
  return {
    agreements,
    closing,
    bus,
    originAllowed,
    addressOf,
    crowd,
    identity,
    boards,
    flows,
    notes,
    outcomes,
    sessions,
    rooms,
    actions,
    formats,
    images,
  };
}
