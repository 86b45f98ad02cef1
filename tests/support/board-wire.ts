/** A bare WebSocket to a board, for saying what no client would say. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { boardMessage, boardPath, syncStep } from '#lib/protocol/board-messages.ts';
import { WebSocket } from 'ws';
import { until } from './until.ts';

export interface Wire {
  readonly socket: WebSocket;
  /** Frames from the server, oldest first. */
  readonly frames: Uint8Array[];
  /** Waits for the handshake, and for the server's first frame: from then on the board is open. */
  readonly opened: () => Promise<void>;
  /** The HTTP status with which the handshake was refused. */
  readonly refused: () => Promise<number>;
  /** The code with which the connection was closed. */
  readonly closed: () => Promise<number>;
  readonly isClosed: () => boolean;
  readonly send: (frame: Uint8Array | string) => void;
  /** The number of the last `saved`; 0 when there was none. */
  readonly saved: () => number;
  /** Awareness entries that arrived, oldest first. */
  readonly awareness: () => { client: number; clock: number; state: unknown }[];
}

export function openWire(port: number, session: string, headers: { cookie?: string; origin?: string }): Wire {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${boardPath(session)}`, {
    headers: headers.cookie === undefined ? {} : { cookie: headers.cookie },
    ...(headers.origin === undefined ? {} : { origin: headers.origin }),
  });
  const frames: Uint8Array[] = [];
  let status: number | null = null;
  let code: number | null = null;
  socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
  socket.on('unexpected-response', (_request, response) => {
    status = response.statusCode ?? 0;
    socket.terminate();
  });
  // Refusals and resets arrive here too; the tests look at status and code.
  socket.on('error', () => undefined);
  socket.on('close', (why) => {
    code = why;
  });
  return {
    socket,
    frames,
    opened: () => until(() => frames.length > 0, 'the board never opened'),
    async refused() {
      await until(() => status !== null || socket.readyState === WebSocket.OPEN, 'neither refused nor accepted');
      return status ?? 101;
    },
    async closed() {
      await until(() => code !== null, 'the connection was never closed');
      return code ?? 0;
    },
    isClosed: () => code !== null,
    send: (frame) => {
      socket.send(frame);
    },
    saved() {
      const last = frames.findLast((frame) => frame[0] === boardMessage.saved);
      if (last === undefined) return 0;
      const decoder = decoding.createDecoder(last);
      decoding.readVarUint(decoder);
      return decoding.readVarUint(decoder);
    },
    awareness: () => frames.filter((frame) => frame[0] === boardMessage.awareness).flatMap(readAwareness),
  };
}

function readAwareness(frame: Uint8Array): { client: number; clock: number; state: unknown }[] {
  const outer = decoding.createDecoder(frame);
  decoding.readVarUint(outer);
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(outer));
  const count = decoding.readVarUint(decoder);
  return Array.from({ length: count }, () => ({
    client: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    state: JSON.parse(decoding.readVarString(decoder)) as unknown,
  }));
}

/** A frame of kind `update` (or `missing`) with these bytes as its payload. */
export function writeFrame(update: Uint8Array, step: number = syncStep.update): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, boardMessage.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, update);
  });
}

export function stateFrame(entries: { client: number; clock: number; state: unknown }[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, boardMessage.awareness);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((inner) => {
        encoding.writeVarUint(inner, entries.length);
        for (const { client, clock, state } of entries) {
          encoding.writeVarUint(inner, client);
          encoding.writeVarUint(inner, clock);
          encoding.writeVarString(inner, JSON.stringify(state));
        }
      }),
    );
  });
}
