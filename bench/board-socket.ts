/**
 * A WebSocket client that costs next to nothing (RFC 6455, no extensions), so that a thousand of them on one core
 * are not what is measured. A library's client takes about as long for a message as the bare relay does.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface BoardSocketOptions {
  port: number;
  path: string;
  /** Sent as the `Cookie` header when there is one. */
  cookie: string | null;
  /** An address of this machine (127.0.0.0/8) to come from. */
  from: string;
  /** One binary message. The bytes are only valid during the call. */
  onMessage: (bytes: Uint8Array) => void;
  /** Called once, also when the connection never stood. The reason is for people. */
  onClose: (reason: string) => void;
}

const opcode = { continuation: 0, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** All sockets read into this: what they read is used up before the next one reads. */
const readBuffer = Buffer.allocUnsafe(256 * 1024);
const nothing = Buffer.alloc(0);

/** A frame whose payload has not arrived whole. */
interface Partial {
  readonly kind: number;
  readonly payload: Buffer;
  filled: number;
}

export class BoardSocket {
  readonly #options: BoardSocketOptions;
  readonly #socket: Socket;
  readonly #mask = randomBytes(4);
  /** Bytes of an answer or of a frame's head that is not complete. */
  #head: Buffer = nothing;
  #partial: Partial | null = null;
  #stands = false;
  #reason = 'the server closed the connection';
  #onStanding: () => void = () => undefined;
  #onFailure: (error: Error) => void = () => undefined;

  /** Resolves when the handshake is over. Rejects when the server refuses. */
  readonly opened: Promise<void>;

  constructor(options: BoardSocketOptions) {
    this.#options = options;
    this.opened = new Promise((resolve, reject) => {
      this.#onStanding = resolve;
      this.#onFailure = reject;
    });
    this.#socket = connect({
      host: '127.0.0.1',
      port: options.port,
      localAddress: options.from,
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (length) => {
          this.#read(readBuffer.subarray(0, length));
          return true;
        },
      },
    });
    this.#socket.on('connect', () => this.#askForUpgrade());
    this.#socket.on('error', (error) => (this.#reason = error.message));
    this.#socket.on('close', () => {
      this.#onFailure(new Error(`no connection to ${options.path}: ${this.#reason}`));
      options.onClose(this.#reason);
    });
  }

  /** Sends one binary message. What the network cannot take yet waits in memory. */
  send(payload: Uint8Array): void {
    this.#sendFrame(opcode.binary, payload);
  }

  /** Bytes that the network has not taken yet. */
  get unsent(): number {
    return this.#socket.writableLength;
  }

  /** Says farewell and lets go. */
  close(): void {
    this.#reason = 'closed by the benchmark';
    // 1000: a normal end.
    this.#sendFrame(opcode.close, new Uint8Array([0x03, 0xe8]));
    this.#socket.end();
  }

  #askForUpgrade(): void {
    const { path, port, cookie } = this.#options;
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ...(cookie === null ? [] : [`Cookie: ${cookie}`]),
    ];
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  }

  #sendFrame(kind: number, payload: Uint8Array): void {
    const { length } = payload;
    const start = length < 126 ? 6 : length < 65_536 ? 8 : 14;
    const frame = Buffer.allocUnsafe(start + length);
    frame[0] = 0x80 | kind;
    if (start === 6) frame[1] = 0x80 | length;
    else if (start === 8) {
      frame[1] = 0x80 | 126;
      frame.writeUInt16BE(length, 2);
    } else {
      frame[1] = 0x80 | 127;
      frame.writeBigUInt64BE(BigInt(length), 2);
    }
    frame.set(this.#mask, start - 4);
    for (let at = 0; at < length; at++) frame[start + at] = (payload[at] ?? 0) ^ (this.#mask[at & 3] ?? 0);
    this.#socket.write(frame);
  }

  #read(arrived: Buffer): void {
    let chunk = this.#head.length > 0 ? Buffer.concat([this.#head, arrived]) : arrived;
    this.#head = nothing;
    if (!this.#stands) {
      const end = chunk.indexOf('\r\n\r\n');
      if (end < 0) {
        this.#head = Buffer.from(chunk);
        return;
      }
      const status = chunk.toString('latin1', 0, chunk.indexOf('\r\n'));
      if (!status.startsWith('HTTP/1.1 101')) {
        this.#fail(`the server answered "${status}"`);
        return;
      }
      this.#stands = true;
      this.#onStanding();
      chunk = chunk.subarray(end + 4);
    }
    while (chunk.length > 0) {
      const rest = this.#partial ? this.#fill(this.#partial, chunk) : this.#readFrame(chunk);
      if (rest === null) return;
      chunk = rest;
    }
  }

  /** What is left after the payload's next bytes. */
  #fill(partial: Partial, chunk: Buffer): Buffer {
    const taken = chunk.copy(partial.payload, partial.filled);
    partial.filled += taken;
    if (partial.filled === partial.payload.length) {
      this.#partial = null;
      this.#take(partial.kind, partial.payload);
    }
    return chunk.subarray(taken);
  }

  /** What is left after the next frame; null when its head is not there yet. */
  #readFrame(chunk: Buffer): Buffer | null {
    const [first = 0, second = 0] = chunk;
    const start = second < 126 ? 2 : second === 126 ? 4 : 10;
    if (chunk.length < start) {
      this.#head = Buffer.from(chunk);
      return null;
    }
    if (first < 0x80 || (first & 0x70) !== 0 || (first & 0x0f) === opcode.continuation || second >= 0x80) {
      this.#fail('the server sent a frame that this client does not know: in pieces, compressed or masked');
      return null;
    }
    const length = start === 2 ? second : start === 4 ? chunk.readUInt16BE(2) : Number(chunk.readBigUInt64BE(2));
    const kind = first & 0x0f;
    if (chunk.length < start + length) {
      const payload = Buffer.allocUnsafe(length);
      this.#partial = { kind, payload, filled: chunk.copy(payload, 0, start) };
      return nothing;
    }
    this.#take(kind, chunk.subarray(start, start + length));
    return chunk.subarray(start + length);
  }

  #take(kind: number, payload: Buffer): void {
    if (kind === opcode.binary) this.#options.onMessage(payload);
    else if (kind === opcode.ping) this.#sendFrame(opcode.pong, payload);
    else if (kind === opcode.close && payload.length >= 2) {
      this.#fail(`the server closed it with ${payload.readUInt16BE(0)} ${payload.toString('utf8', 2)}`);
    }
  }

  #fail(reason: string): void {
    this.#reason = reason;
    this.#socket.destroy();
  }
}
