/**
 * The way out to one client. A frame is made ready for the wire once, and the same bytes are written to everybody who
 * gets it: ws would put a head before it anew for each of them, and hand the two to the network as separate pieces.
 */
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';

/** Bytes for the wire: a whole unmasked binary WebSocket frame (RFC 6455, 5.2). */
export type WireFrame = Buffer;

/** The first byte of a binary message in one piece. */
const wholeBinary = 0x82;

/** Room for the head of a frame with so many bytes in it. */
const headLength = (payload: number): number => (payload < 126 ? 2 : payload < 65_536 ? 4 : 10);

/** Puts a message, which may be in parts, into a frame. The bytes are copied, once. */
export function wireFrame(...parts: readonly Uint8Array[]): WireFrame {
  let length = 0;
  for (const part of parts) length += part.length;
  const head = headLength(length);
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = wholeBinary;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  let at = head;
  for (const part of parts) {
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}

/** A connection, as far as sending goes. */
export interface Line {
  /** Bytes not yet handed to the network. */
  readonly bufferedAmount: number;
  send(frame: WireFrame): void;
  /** Both at once, for the price of one. */
  sendBoth(first: WireFrame, second: WireFrame): void;
}

/** Up to here it is cheaper to copy two frames into one than to hand both to the network. */
const joinLimit = 4_096;

/**
 * Writes past ws to the connection under it. That is sound because ws, which still sends pings and farewells there,
 * writes each frame of its own in one go: messages are not compressed, so nothing of it ever waits.
 */
export class SocketLine implements Line {
  readonly #socket: WebSocket;
  readonly #connection: Duplex;

  constructor(socket: WebSocket, connection: Duplex) {
    this.#socket = socket;
    this.#connection = connection;
  }

  get bufferedAmount(): number {
    return this.#connection.writableLength;
  }

  /** Does nothing once the farewell is said or the line is broken. */
  send(frame: WireFrame): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#connection.write(frame);
  }

  sendBoth(first: WireFrame, second: WireFrame): void {
    if (first.length + second.length <= joinLimit) {
      this.send(Buffer.concat([first, second]));
    } else {
      this.send(first);
      this.send(second);
    }
  }
}
