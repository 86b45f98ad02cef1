/** The http server: health and numbers first, then pages, with the same headers on every answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config.ts';
import { StartError } from '../start-error.ts';
import type { Pages } from './pages.ts';
import { createSecurityHeaders } from './security-headers.ts';

export interface HttpTimeouts {
  /** A client that dribbles its headers, or sends nothing at all, holds a connection for this long. Milliseconds. */
  headersMs: number;
  /** The same for the whole request. Connections that became WebSockets are exempt. */
  requestMs: number;
  /** How often those two are looked at; Node's own 30 s would let a slow one stay three times as long. */
  lookEveryMs: number;
}

const httpTimeouts: HttpTimeouts = { headersMs: 15_000, requestMs: 60_000, lookEveryMs: 5_000 };

/** A server without answers yet: Socket.IO and Vite attach to it before the pages exist. */
export function createHttpServer(timeouts: HttpTimeouts = httpTimeouts): Server {
  return createServer({
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    connectionsCheckingInterval: timeouts.lookEveryMs,
    // Longer than the idle time of common proxies (60 s), so that they never reuse a connection that was just closed.
    keepAliveTimeout: 65_000,
  });
}

/** Answers some paths itself, and says whether it did. */
interface Answerer {
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

/** From now on the server answers. Listeners that came before (Socket.IO's) keep their own paths. */
export function answerRequests(
  server: Server,
  parts: { health: Answerer; numbers: Answerer; pages: Pages; https: boolean },
): void {
  const addHeaders = createSecurityHeaders(parts.https);
  // Socket.IO took over the `request` event when it attached: it calls no later listener, and must not answer bare.
  const attached = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    addHeaders(response);
    if (parts.health.handle(request, response) || parts.numbers.handle(request, response)) return;
    if (request.url?.startsWith('/socket.io/'))
      for (const listener of attached) listener.call(server, request, response);
    else parts.pages.handle(request, response);
  });
}

/**
 * Listens, and resolves to the port.
 * @throws StartError when the port is taken, or this machine does not have that address.
 */
export function listen(server: Server, { port, host }: Pick<Config, 'port' | 'host'>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence = sentenceFor(error.code, port, host);
      reject(sentence === null ? error : new StartError(sentence));
    });
    server.listen({ port, host }, () => {
      server.removeAllListeners('error');
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function sentenceFor(code: string | undefined, port: number, host: string): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop the program that uses it, or choose another one: PORT=${port + 1} npm start`;
    case 'EACCES':
      return `Port ${port} is not allowed for this user. Choose one above 1023, such as PORT=3000.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `This machine has no address ${host}. Set HOST to one that it has, such as 127.0.0.1 or 0.0.0.0.`;
    default:
      return null;
  }
}
