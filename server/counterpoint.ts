/** The whole server put together: store, services, connections, pages; and taken apart again in the right order. */
import type { Server } from 'node:http';
import { nanoid } from 'nanoid';
import { compose } from './compose.ts';
import type { Config } from './config.ts';
import { createHealth } from './http/health.ts';
import { answerRequests, createHttpServer, listen } from './http/listener.ts';
import { createBuiltPages, createDevelopmentPages } from './http/pages.ts';
import { isWildcard } from './http/origin.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createMetricsPage } from './metrics/metrics-page.ts';
import { createSocketServer } from './realtime/socket-server.ts';
import { routeUpgrades } from './realtime/upgrade.ts';
import type { Services } from './services.ts';
import { createSessionHub, type SessionHub } from './session/session-hub.ts';
import { openStore } from './store/open-store.ts';
import { claimSoleUse } from './store/sole-use.ts';

export interface Counterpoint {
  /** How people reach it. */
  address: string;
  /** Stops accepting, stores what is on its way, lets go of every connection, closes the store. Call it once. */
  drain(): Promise<void>;
  /** Resolves when another server has taken the database: this one has to be drained. */
  ousted: Promise<void>;
}

export interface CounterpointParts {
  config: Config;
  log: Log;
  /** The project's folder. */
  folder: string;
  /** Pages from their sources with hot reload, instead of the build. */
  development: boolean;
}

/** How long requests under way may take once the server has been told to stop, in milliseconds. */
const requestLimitMs = 2_000;

/**
 * Opens the store, wires everything and listens.
 * @throws StartError for whatever the operator can mend: an unwritable folder, a port in use, a missing build.
 */
export async function openCounterpoint({ config, log, folder, development }: CounterpointParts): Promise<Counterpoint> {
  const clock = () => Date.now();
  const { dataDir, databaseUrl } = config;
  // Before the store: a migration under a server that runs would pull its tables away.
  const soleUse = await claimSoleUse({ dataDir, databaseUrl, log });
  const store = await openStore({ dataDir, databaseUrl, log }).catch(async (error: unknown) => {
    await soleUse.release();
    throw error;
  });
  const close = async (): Promise<void> => {
    await store.close();
    await soleUse.release();
  };
  try {
    // The hub needs the services and the rooms need the hub: by the time that anybody asks, it is there.
    const here = (session: string): string[] => hub.here(session);
    const metrics = createMetrics();
    const parts = compose({ config, store, clock, log, here, metrics });
    const { bus, originAllowed, addressOf, crowd, identity, boards, flows, notes, outcomes } = parts;

    const http = createHttpServer();
    const io = createSocketServer(http, originAllowed);
    const hub: SessionHub = createSessionHub({
      io,
      store,
      gate: identity,
      notes,
      flows,
      bus,
      clock,
      log,
      addressOf,
      crowd,
    });

    metrics.watch({ boards, sessionConnections: () => io.engine.clientsCount });

    const onFailure = (err: unknown): void => {
      log.error({ err }, 'a page failed');
    };
    const reportFailure = (err: unknown, where: string): string => {
      const failure = nanoid(10);
      log.error({ failure, where, err }, 'a page failed');
      return failure;
    };
    const { rooms, sessions, actions, formats, images } = parts;
    const { closing, agreements } = parts;
    publishServices({
      ...closing,
      identity,
      rooms,
      sessions,
      actions,
      agreements,
      formats,
      images,
      reportFailure,
    });

    let draining = false;
    const pages = development
      ? await createDevelopmentPages({ config, folder, onFailure }, http)
      : await createBuiltPages({ config, folder, onFailure });
    const health = createHealth({ ping: () => store.ping(), draining: () => draining });
    const numbers = createMetricsPage(config, metrics, (err) => {
      log.error({ err }, 'the numbers could not be read');
    });
    answerRequests(http, { health, numbers, pages, https: config.secureCookies });
    routeUpgrades(http, { boards, takenByPages: (request) => pages.takesUpgrade(request), draining: () => draining });
    const port = await listen(http, config);
    log.debug({ port, database: databaseUrl === null ? 'sqlite' : 'postgres' }, 'listening');
    // In the background: nobody who comes in waits for it.
    void outcomes.catchUp();

    return {
      address: config.origin ?? `http://${nameOf(config.host)}:${port}`,
      async drain() {
        draining = true;
        const lastAnswer = stopAccepting(http);
        await boards.drain();
        await hub.close();
        // What boards and sessions announced on their way out is projected before the store goes.
        outcomes.close();
        await outcomes.settle();
        await io.close();
        await pages.close();
        await lastAnswer;
        await close();
      },
      ousted: soleUse.lost,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Leaves the services where `src/hooks.server.ts` finds them. */
function publishServices(services: Services): void {
  (globalThis as { [key: symbol]: unknown })[Symbol.for('counterpoint.services')] = services;
}

/** Resolves when every request under way is answered, or has used up its time. */
function stopAccepting(http: Server): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => http.closeAllConnections(), requestLimitMs);
    http.close(() => {
      clearTimeout(limit);
      resolve();
    });
    http.closeIdleConnections();
  });
}

/** A name that a browser on this machine can open. */
function nameOf(host: string): string {
  if (isWildcard(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
