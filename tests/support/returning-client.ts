/** A light stand-in for a page's board connection: comes back by the page's own rules, and knows when it is in sync. */
import { reconnectDelay } from '#lib/client/board/board-status.ts';
import { boardClose, boardMessage, boardPath, comeBackStretch, syncStep } from '#lib/protocol/board-messages.ts';
import { WebSocket } from 'ws';
import { stateFrame } from './board-wire.ts';

export interface ReturningClient {
  /** Whether the server has answered what this connection lacks. */
  readonly inSync: () => boolean;
  /** Codes of the connections that were closed, in order. */
  readonly closeCodes: number[];
  readonly leave: () => void;
}

let clients = 0;

/** An empty state vector: everything is asked for, as a page without a copy does. */
const question = new Uint8Array([boardMessage.sync, syncStep.stateVector, 1, 0]);

/** `chance` gives numbers from 0 to 1. */
export function comeAndReturn(
  port: number,
  session: string,
  cookie: string,
  chance: () => number = Math.random,
): ReturningClient {
  const client = ++clients;
  const closeCodes: number[] = [];
  let inSync = false;
  let failures = 0;
  let clock = 0;
  let over = false;
  let retry: NodeJS.Timeout | undefined;
  let socket: WebSocket;

  function connect(): void {
    socket = new WebSocket(`ws://127.0.0.1:${port}${boardPath(session)}`, {
      headers: { cookie },
      perMessageDeflate: false,
    });
    socket.on('open', () => {
      socket.send(question);
      socket.send(stateFrame([{ client, clock: ++clock, state: { pointer: null } }]));
    });
    socket.on('message', (data: Buffer) => {
      if (data[0] !== boardMessage.sync || data[1] !== syncStep.missing) return;
      inSync = true;
      failures = 0;
    });
    // Refusals arrive here; `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      inSync = false;
      failures++;
      closeCodes.push(code);
      if (over) return;
      const stretch = code === boardClose.goingAway.code ? comeBackStretch(reason.toString()) : null;
      retry = setTimeout(connect, stretch === null ? reconnectDelay(failures, chance()) : stretch * chance());
    });
  }

  connect();
  return {
    inSync: () => inSync,
    closeCodes,
    leave() {
      over = true;
      clearTimeout(retry);
      socket.terminate();
    },
  };
}
