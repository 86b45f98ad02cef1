/** The way in to boards: who knocks is counted, looked at in turn, and let in or sent away with a sentence. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { boardFrameLimit } from '#lib/protocol/board-messages.ts';
import type { Bus } from '../../realtime/bus.ts';
import { Turnstile } from '../../realtime/turnstile.ts';
import type { Meter } from '../meter.ts';
import { authorise, refuse, type AdmissionParts, type Refusal, type Visit } from './admission.ts';
import type { BoardCrowd, BoardPlace } from './board-crowd.ts';
import { within } from './deadline.ts';

/** Somebody who came in, whose handshake is complete. */
export interface Arrival {
  readonly socket: WebSocket;
  /** What lies under the socket. */
  readonly line: Duplex;
  readonly visit: Visit;
  readonly place: BoardPlace;
  /** Whether rights may have changed since they were read. */
  readonly askAgain: boolean;
}

export interface BoardDoorParts extends AdmissionParts {
  originAllowed: (request: IncomingMessage) => boolean;
  /** Where a request comes from, for limits by address. */
  addressOf: (request: IncomingMessage) => string;
  crowd: BoardCrowd;
  meter: Pick<Meter, 'refused'>;
  bus: Pick<Bus, 'subscribe'>;
  output: Pick<Logger, 'debug' | 'error'>;
  /** How long a store may take to say who comes, in milliseconds. */
  patienceMs: number;
  /** How long a closing handshake may take, in milliseconds. */
  farewellMs: number;
  /** Takes over whoever came in, at once. */
  onArrival: (arrival: Arrival) => void;
}

/** Handshakes that are looked at together. */
const handshakesAtOnce = 8;

/** Pieces in which the network may bring one frame: each takes memory of its own, and the largest frames come in some 2,000. */
const framePieces = 8_192;

export class BoardDoor {
  readonly #parts: BoardDoorParts;
  readonly #turnstile = new Turnstile(handshakesAtOnce);
  readonly #server: WebSocketServer;
  readonly #unsubscribe: () => void;
  /** News so far that may have changed somebody's rights. */
  #newsHeard = 0;
  #isOpen = true;

  constructor(parts: BoardDoorParts) {
    this.#parts = parts;
    // `closeTimeout` is missing from the types of ws: after it a socket whose other side does not say farewell is destroyed.
    const options: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      maxPayload: boardFrameLimit,
      maxBufferedChunks: framePieces,
      perMessageDeflate: false,
      closeTimeout: parts.farewellMs,
    };
    this.#server = new WebSocketServer(options);
    this.#unsubscribe = parts.bus.subscribe(({ type }) => {
      if (type !== 'board-quiet') this.#newsHeard++;
    });
  }

  /** See `BoardHost.upgrade`. */
  knock(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { addressOf, crowd, output } = this.#parts;
    // From the first moment on: a connection that breaks during its handshake must not end the process.
    socket.on('error', (error) => {
      output.debug({ err: error }, 'a board connection broke');
      socket.destroy();
    });
    const address = addressOf(request);
    const done = crowd.knock(address);
    if (done === null) {
      this.#turnAway(socket, 'address-crowded');
      return;
    }
    this.#turnstile.pass(() =>
      this.#look(request, socket, head, address)
        .catch((error: unknown) => {
          output.error({ err: error }, 'a board connection could not be authorised');
          this.#turnAway(socket, 'unavailable');
        })
        .finally(done),
    );
  }

  /** Lets nobody in any more. */
  close(): void {
    this.#isOpen = false;
    this.#unsubscribe();
  }

  async #look(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): Promise<void> {
    // Gone again before its turn came: in a crowd that is not rare.
    if (!socket.writable) return;
    const heardBefore = this.#newsHeard;
    const visit = await within(this.#parts.patienceMs, authorise(this.#parts, request, address));
    if ('refusal' in visit) this.#turnAway(socket, visit.refusal);
    else if (!this.#isOpen) this.#turnAway(socket, 'unavailable');
    else if (!socket.destroyed)
      this.#server.handleUpgrade(request, socket, head, (ws) => {
        this.#letIn(ws, socket, visit, this.#newsHeard > heardBefore);
      });
  }

  #letIn(socket: WebSocket, line: Duplex, visit: Visit, askAgain: boolean): void {
    const { crowd, meter, onArrival } = this.#parts;
    const entrance = crowd.enter(visit.admission.access.person.id, visit.address);
    if ('why' in entrance) {
      // After the handshake, because a browser shows its page no more of a refused one than that it failed.
      meter.refused(entrance.why.reason);
      socket.on('error', () => socket.terminate());
      socket.close(entrance.why.code, entrance.why.reason);
      return;
    }
    onArrival({ socket, line, visit, place: entrance.place, askAgain });
  }

  #turnAway(socket: Duplex, refusal: Refusal): void {
    this.#parts.meter.refused(refusal);
    refuse(socket, refusal);
  }
}
