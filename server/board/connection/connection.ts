/**
 * One socket on one board, from handshake to close. Its life is `opening` (the board is being loaded), `open`, or
 * `closing` (it has let go of everything; only the socket's own farewell is under way). Whatever ends it acts on
 * this object, so an old socket's late close cannot touch a newer connection of the same person.
 */
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { boardClose, type BoardClose } from '#lib/protocol/board-messages.ts';
import type { News } from '../../realtime/bus.ts';
import { stricter, type Allowance } from './allowance.ts';
import { readFrame } from './codec.ts';
import { Conversation } from './conversation.ts';
import type { BoardPlace } from './board-crowd.ts';
import { DamagedBoard } from '../state/damaged-board.ts';
import { TooLate, within } from './deadline.ts';
import type { LatePost } from './late-post.ts';
import type { Line } from './line.ts';
import type { Meter } from '../meter.ts';
import type { Pulse } from './pulse.ts';
import type { Lease } from '../rooms.ts';
import type { Standing } from './standing.ts';

interface OpenLife {
  readonly state: 'open';
  readonly lease: Lease;
  readonly conversation: Conversation;
}

type Life = { readonly state: 'opening' } | OpenLife | { readonly state: 'closing' };

export interface ConnectionParts {
  socket: WebSocket;
  /** The way out to the same client. */
  line: Line;
  latePost: LatePost;
  session: string;
  standing: Standing;
  allowance: Allowance;
  /** Among all connections; given back at the end. */
  place: BoardPlace;
  /** Whether rights may have changed since they were read: what happens from now on, `hear` tells. */
  askAgain: boolean;
  /** How long the board may take to open, and rights to be read, in milliseconds. */
  patienceMs: number;
  meter: Meter;
  pulse: Pulse;
  /** Opens the board; see `Rooms.enter`. */
  enter: () => Promise<Lease | null>;
  output: Pick<Logger, 'debug' | 'error'>;
  /** Called once, when the socket is closed for good. */
  onClosed: (connection: Connection) => void;
}

/**
 * How many ordinary frames a question for what is missing costs, and how many bytes of the board cost one more:
 * its answer is worked out from the whole board, a few milliseconds for each 100 KiB.
 */
const questionWeight = 20;
const bytesOfOneFrame = 1_024;

function whyNotOpened(error: unknown): BoardClose {
  if (error instanceof TooLate) return boardClose.tooSlow;
  return error instanceof DamagedBoard ? boardClose.damaged : boardClose.unavailable;
}

/** Milliseconds. A shorter break in reading is not worth its timer. */
const shortestBreak = 25;

export class Connection {
  readonly #parts: ConnectionParts;
  #life: Life = { state: 'opening' };
  /** Frames that were read already when reading was to stop: no more than the network brings in one piece. */
  #held: Buffer[] = [];
  #break: NodeJS.Timeout | null = null;
  /** Whether it has asked for what it lacks. */
  #hasAsked = false;

  /** The caller calls `open` at once, and once. */
  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    const { socket, pulse, place, output, session, onClosed } = parts;
    socket.on('message', (data: Buffer, isBinary) => {
      this.#receive(data, isBinary);
    });
    socket.on('pong', () => {
      pulse.heard();
    });
    socket.on('error', (error) => {
      // A bad frame or a broken line. ws closes the socket with the right code; without a listener the process would end.
      output.debug({ err: error, session }, 'board socket failed');
      this.#letGo();
    });
    socket.on('close', () => {
      this.#takeLastWords();
      this.#letGo();
      place.leave();
      onClosed(this);
    });
    // Nothing is read until the board is there: what the client sends meanwhile waits in the network, not in memory.
    socket.pause();
  }

  /** Loads the board, makes sure that the rights still hold, and begins. Never rejects. */
  async open(): Promise<void> {
    const { enter, standing, askAgain, output, session, patienceMs } = this.#parts;
    let lease: Lease | null = null;
    try {
      const entering = enter();
      // A board that comes after the deadline is let go at once: nobody waits for it any more.
      entering.then((late) => this.#life.state === 'closing' && late?.release()).catch(() => undefined);
      lease = await within(patienceMs, entering);
      const outdated = askAgain ? await within(patienceMs, standing.askAgain()) : null;
      const why = lease === null ? boardClose.notFound : outdated;
      if (why !== null) this.close(why);
      else if (lease !== null && this.#life.state === 'opening') {
        this.#begin(lease);
        return;
      }
    } catch (error) {
      output.error({ err: error, session }, 'a board could not be opened');
      this.close(whyNotOpened(error));
    }
    lease?.release();
  }

  #begin(lease: Lease): void {
    const conversation = new Conversation({
      room: lease.room,
      standing: this.#parts.standing,
      line: this.#parts.line,
      latePost: this.#parts.latePost,
      meter: this.#parts.meter,
      end: (why) => {
        this.close(why);
      },
    });
    this.#life = { state: 'open', lease, conversation };
    conversation.begin();
    this.#goOn();
  }

  #receive(data: Buffer, isBinary: boolean): void {
    const life = this.#life;
    if (life.state === 'closing') return;
    this.#parts.pulse.heard();
    if (!isBinary) this.close(boardClose.malformed);
    else if (life.state === 'opening' || this.#isOnBreak()) this.#held.push(data);
    else this.#take(life, data);
  }

  #take({ lease, conversation }: OpenLife, data: Buffer): void {
    const frame = readFrame(data);
    const affordable =
      frame.type === 'state-vector'
        ? this.#affordQuestion(data.length, lease.room.size)
        : this.#afford(data.length, 1, 1);
    if (affordable) conversation.answer(frame, data);
  }

  #isOnBreak(): boolean {
    return this.#break !== null;
  }

  /** Takes what is held until that is enough for now; reads on when nothing is. */
  #goOn(): void {
    this.#break = null;
    for (let life = this.#life; life.state === 'open' && !this.#isOnBreak(); life = this.#life) {
      const data = this.#held.shift();
      if (data === undefined) return this.#parts.socket.resume();
      this.#take(life, data);
    }
  }

  /** What was written before the farewell counts; whoever is gone needs no answer to the rest. */
  #takeLastWords(): void {
    for (const data of this.#held.splice(0)) {
      if (this.#life.state !== 'open') return;
      const frame = readFrame(data);
      if (frame.type === 'missing' || frame.type === 'update') this.#life.conversation.answer(frame, data);
    }
  }

  /**
   * Everybody asks once, and must not wait for it afterwards on a large board; who asks again and again pays for
   * every byte. What a user's connections ask together counts in full: coming anew is not for free.
   */
  #affordQuestion(bytes: number, boardBytes: number): boolean {
    const weight = questionWeight + boardBytes / bytesOfOneFrame;
    const first = !this.#hasAsked;
    this.#hasAsked = true;
    return this.#afford(bytes, first ? questionWeight : weight, weight);
  }

  /** Spends from the allowances of the connection and of its user; false when the connection had to be closed for it. */
  #afford(bytes: number, weight: number, userWeight: number): boolean {
    const { allowance, place } = this.#parts;
    const now = performance.now();
    const verdict = stricter(allowance.spend(bytes, weight, now), place.allowance.spend(bytes, userWeight, now));
    switch (verdict.go) {
      case 'on':
        return true;
      case 'slower':
        this.#parts.socket.pause();
        this.#break ??= setTimeout(() => this.#goOn(), Math.max(verdict.waitMs, shortestBreak));
        return true;
      case 'away':
        this.close(boardClose.tooFast);
        return false;
    }
  }

  /** Takes nothing more: what the client sends stays in the network. */
  pause(): void {
    this.#endBreak();
    this.#parts.socket.pause();
  }

  #endBreak(): void {
    if (this.#break) clearTimeout(this.#break);
    this.#break = null;
  }

  /** The network has taken everything that was sent. */
  drained(): void {
    if (this.#life.state === 'open') this.#life.conversation.drained();
  }

  /** Rights may have changed. What must happen at once has happened when this returns; it never rejects. */
  async hear(news: News): Promise<void> {
    const { standing, output, session, patienceMs } = this.#parts;
    const consequence = standing.hear(news);
    if (consequence.must === 'close') this.close(consequence.why);
    if (consequence.must !== 'ask-again') return;
    try {
      const why = await within(patienceMs, standing.askAgain());
      if (why !== null) this.close(why);
      else if (this.#life.state === 'open') this.#life.conversation.standingChanged();
    } catch (error) {
      output.error({ err: error, session }, 'the rights of a board connection could not be read');
      this.close(boardClose.unavailable);
    }
  }

  /** Looks after the line: called every few seconds with a monotonic instant. */
  beat(now: number): void {
    const conversation = this.#life.state === 'open' ? this.#life.conversation : null;
    const signs = conversation?.signs(now) ?? { sentAt: now, skipping: false, stuckFor: 0 };
    switch (this.#parts.pulse.judge(now, signs)) {
      case 'well':
        break;
      case 'say-something':
        conversation?.keepAlive();
        break;
      case 'ping':
        this.#parts.socket.ping();
        break;
      case 'stuck':
        this.close(boardClose.stuck);
        break;
      case 'dead':
        // The farewell is for a client that wakes up after all; ws gives the socket up when nothing answers it.
        this.close(boardClose.silent);
    }
  }

  /** Lets go of the board at once, then says why; `reason` when there is more to say than usual. Does nothing when it is closing already. */
  close(why: BoardClose, reason: string = why.reason): void {
    if (this.#life.state === 'closing') return;
    const { socket, output, session, meter } = this.#parts;
    meter.refused(why.reason);
    output.debug({ session, code: why.code, reason }, 'board connection closed by the server');
    this.#letGo();
    // The farewell needs the other side's answer, so reading goes on; what comes is ignored.
    socket.resume();
    socket.close(why.code, reason);
  }

  #letGo(): void {
    const life = this.#life;
    this.#life = { state: 'closing' };
    this.#held = [];
    this.#endBreak();
    if (life.state !== 'open') return;
    life.conversation.leave();
    life.lease.release();
  }
}
