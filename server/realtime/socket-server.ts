/** Socket.IO with our events, on the http server. What is said over it is the session hub's business. */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '#lib/protocol/session-events.ts';

export type SocketServer = Server<ClientToServerEvents, ServerToClientEvents>;

/** `originAllowed` refuses pages of others at the handshake; who is asking is for the hub to find out. */
export function createSocketServer(
  http: HttpServer,
  originAllowed: (request: IncomingMessage) => boolean,
): SocketServer {
  return new Server<ClientToServerEvents, ServerToClientEvents>(http, {
    allowRequest: (request, decide) => {
      const allowed = originAllowed(request);
      decide(allowed ? null : 'foreign origin', allowed);
    },
    // The board has upgrades of its own on this server (see upgrade.ts).
    destroyUpgrade: false,
    serveClient: false,
    maxHttpBufferSize: 65_536,
    // A lost peer shows as reconnecting within 18 s even when the network says nothing.
    pingInterval: 10_000,
    pingTimeout: 8_000,
    connectTimeout: 15_000,
  });
}
