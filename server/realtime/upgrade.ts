/** The one place that decides who gets a connection that asks to become a WebSocket. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

interface UpgradeParts {
  boards: { upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void };
  /** Vite's hot reload in development. */
  takenByPages: (request: IncomingMessage) => boolean;
  /** True from the moment that the server is told to stop. */
  draining: () => boolean;
}

/** Socket.IO and Vite listen to the same event and pick their own; what nobody takes is refused, not left hanging. */
export function routeUpgrades(server: Server, { boards, takenByPages, draining }: UpgradeParts): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A connection that breaks during its handshake has nobody to tell: without a listener it would end the process.
    socket.on('error', () => socket.destroy());
    const path = request.url?.split('?', 1)[0] ?? '';
    if (path.startsWith('/socket.io/') || takenByPages(request)) return;
    if (draining()) refuse(socket, '503 Service Unavailable');
    else if (path.startsWith('/board/')) boards.upgrade(request, socket, head);
    else refuse(socket, '404 Not Found');
  });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
