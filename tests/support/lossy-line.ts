/** A line between pages and their server that loses, repeats and holds back what it carries, by fixed dice. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer, type RawData } from 'ws';

/** Longest that the line holds a message back, in milliseconds. */
const longestHold = 40;

/** How long after a loss the line breaks, in milliseconds: a message is lost for good only when the connection is. */
const breaksAfter = 60;

export interface LossyLine {
  /** Where pages connect instead of at the server. */
  port: number;
  /** How many messages were lost and repeated. */
  counts: { lost: number; repeated: number };
  /** Cuts every connection: what was on its way is gone. */
  cut(): void;
  /** From now on it carries everything, once and in order. */
  heal(): void;
  close(): Promise<void>;
}

/** `chance` gives numbers from 0 to 1. Only messages of Socket.IO's events are tampered with, so that connections come about. */
export async function openLossyLine(serverPort: number, chance: () => number): Promise<LossyLine> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  const pairs = new Set<readonly [WebSocket, WebSocket]>();
  const held = new Set<ReturnType<typeof setTimeout>>();
  const counts = { lost: 0, repeated: 0 };
  let healthy = false;

  const carry = (data: RawData, isBinary: boolean, to: WebSocket): void => {
    if (to.readyState === WebSocket.OPEN) to.send(data, { binary: isBinary });
  };

  function later(ms: number, what: () => void): void {
    const timer = setTimeout(() => {
      held.delete(timer);
      what();
    }, ms);
    held.add(timer);
  }

  function tamper(data: RawData, isBinary: boolean, to: WebSocket): void {
    const text = isBinary ? '' : Buffer.isBuffer(data) ? data.toString() : '';
    if (healthy || !/^4[23]/.test(text)) {
      carry(data, isBinary, to);
      return;
    }
    const fate = chance();
    if (fate < 0.12) {
      counts.lost += 1;
      later(breaksAfter, () => to.terminate());
      return;
    }
    const times = fate < 0.24 ? 2 : 1;
    counts.repeated += times - 1;
    for (let time = 0; time < times; time += 1) {
      later(Math.floor(chance() * longestHold), () => carry(data, isBinary, to));
    }
  }

  sockets.on('connection', (page, request) => {
    const server = new WebSocket(`ws://127.0.0.1:${serverPort}${request.url ?? ''}`, {
      headers: { cookie: request.headers.cookie ?? '' },
    });
    const pair = [page, server] as const;
    pairs.add(pair);
    const early: [RawData, boolean][] = [];
    page.on('message', (data, isBinary) => {
      if (server.readyState === WebSocket.CONNECTING) early.push([data, isBinary]);
      else tamper(data, isBinary, server);
    });
    server.on('open', () => {
      for (const [data, isBinary] of early) carry(data, isBinary, server);
    });
    server.on('message', (data, isBinary) => tamper(data, isBinary, page));
    for (const [one, other] of [pair, [server, page] as const]) {
      one.on('error', () => other.terminate());
      one.on('close', () => {
        pairs.delete(pair);
        other.terminate();
      });
    }
  });

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));

  function cut(): void {
    for (const timer of held) clearTimeout(timer);
    held.clear();
    for (const [page, server] of pairs) {
      page.terminate();
      server.terminate();
    }
  }

  return {
    port: (http.address() as AddressInfo).port,
    counts,
    cut,
    heal() {
      healthy = true;
    },
    async close() {
      cut();
      sockets.close();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}
