/**
 * One socket on one board, from handshake to close. Its life is `opening` (the board is being loaded), `open`, or
 * `closing` (it has let go of everything; only the socket's own farewell is under way). Whatever ends it acts on
 * this object, so an old socket's late close cannot touch a newer connection of the same person.
 */
import type { WebSocket } from 'ws';
import type { Logger } from 'pino';
import type { Person } from '#lib/domain/person.ts';
import { boardClose, type BoardClose } from '#lib/protocol/board-messages.ts';
import type { News } from '../realtime/bus.ts';
import { Acknowledgements } from './acknowledgements.ts';
import type { Allowance } from './allowance.ts';
import { awarenessFrame, deniedFrame, readFrame, stateVectorFrame, updateFrame, type AwarenessEntry } from './codec.ts';
import { Outbox } from './outbox.ts';
import type { Pulse } from './pulse.ts';
import { Pen, type RoomPeer } from './room.ts';
import type { Lease } from './rooms.ts';
import { isEmpty, type SoundUpdate } from './sound-update.ts';
import type { Standing } from './standing.ts';

type Life =
  | { readonly state: 'opening'; readonly held: Buffer[] }
  | { readonly state: 'open'; readonly lease: Lease; readonly pen: Pen; readonly outbox: Outbox }
  | { readonly state: 'closing' };

export interface ConnectionParts {
  socket: WebSocket;
  standing: Standing;
  allowance: Allowance;
  pulse: Pulse;
  /** Opens the board; see `Rooms.enter`. */
  enter: () => Promise<Lease | null>;
  output: Pick<Logger, 'debug' | 'warn' | 'error'>;
  /** Called once, when the socket is closed for good. */
  onClosed: (connection: Connection) => void;
}

/** How many ordinary frames a state vector costs: its answer is worked out from the whole board. */
const stateVectorWeight = 20;

/** Shorter pauses in reading are not worth their timers. Milliseconds. */
const shortestPause = 25;

const nothingNew = awarenessFrame([]);

export class Connection implements RoomPeer {
  readonly #parts: ConnectionParts;
  readonly #socket: WebSocket;
  readonly #standing: Standing;
  readonly #acknowledgements = new Acknowledgements();
  #life: Life = { state: 'opening', held: [] };
  #pause: NodeJS.Timeout | null = null;
  #told = 0;

  /** The caller calls `open` once, at once. */
  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#socket = parts.socket;
    this.#standing = parts.standing;
    this.#socket.on('message', (data: Buffer, isBinary) => this.#receive(data, isBinary));
    this.#socket.on('pong', () => parts.pulse.heard());
    this.#socket.on('error', (error) => {
      // A bad frame or a broken line. ws closes the socket with the right code; without a listener the process would end.
      parts.output.debug({ err: error, session: this.session }, 'board socket failed');
      this.#letGo();
    });
    this.#socket.on('close', () => {
      this.#letGo();
      parts.onClosed(this);
    });
    // Nothing is read until the board is there: what the client sends meanwhile waits in the network, not in memory.
    this.#socket.pause();
  }

  get person(): Person {
    return this.#standing.person;
  }

  get session(): string {
    return this.#standing.session;
  }

  /** Loads the board, makes sure that the rights still hold, and begins. Never rejects. */
  async open(): Promise<void> {
    const { enter, output } = this.#parts;
    try {
      const lease = await enter();
      if (lease === null) return this.close(boardClose.notFound);
      const why = await this.#askAgainHolding(lease);
      if (this.#life.state !== 'opening') return lease.release();
      if (why !== null) {
        lease.release();
        return this.close(why);
      }
      this.#begin(lease, this.#life.held);
    } catch (error) {
      output.error({ err: error, session: this.session }, 'a board could not be opened');
      this.close(boardClose.unavailable);
    }
  }

  async #askAgainHolding(lease: Lease): Promise<BoardClose | null> {
    try {
      return await this.#standing.askAgain();
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  #begin(lease: Lease, held: readonly Buffer[]): void {
    const { room } = lease;
    const outbox = new Outbox(this.#socket, room);
    const pen = new Pen(room, this.person.id, this, { stored: (entries) => this.#stored(entries) });
    this.#life = { state: 'open', lease, pen, outbox };
    room.join(this);
    outbox.tell(stateVectorFrame(room.stateVector()));
    const present = room.awareness.present();
    if (present.length > 0) outbox.awareness(present, awarenessFrame(present));
    for (const data of held) this.#receive(data, true);
    this.resume();
  }

  #receive(data: Buffer, isBinary: boolean): void {
    const life = this.#life;
    if (life.state === 'closing') return;
    if (!isBinary) return this.close(boardClose.malformed);
    this.#parts.pulse.heard();
    if (life.state === 'opening') life.held.push(data);
    else this.#answer(life, data);
  }

  #answer({ lease: { room }, pen, outbox }: Extract<Life, { state: 'open' }>, data: Buffer): void {
    const frame = readFrame(data);
    if (!this.#afford(data.length, frame.type === 'state-vector' ? stateVectorWeight : 1)) return;
    switch (frame.type) {
      case 'state-vector':
        return outbox.answer(frame.stateVector);
      case 'missing': {
        // A client that has nothing new still sends all deletions it knows of: that must not grow the log.
        const known = isEmpty(frame.update) || room.holds(frame.update.content);
        return known ? this.#known() : this.#write(pen, frame.update, updateFrame(frame.update.bytes));
      }
      case 'update':
        return isEmpty(frame.update) ? this.#known() : this.#write(pen, frame.update, data);
      case 'awareness':
        return room.awareness.hear(this, frame.entries);
      case 'query-awareness': {
        const present = room.awareness.present();
        return outbox.awareness(present, awarenessFrame(present));
      }
      case 'malformed':
        return this.close(boardClose.malformed);
    }
  }

  /** A frame with nothing new in it counts as saved, in its turn. */
  #known(): void {
    this.#acknowledgements.known();
    this.#tellSaved();
  }

  #write(pen: Pen, update: SoundUpdate, frame: Uint8Array): void {
    if (!this.#standing.canWrite) return this.#refuseWrite();
    if (!pen.write(update, frame)) return this.close(boardClose.unavailable);
    this.#acknowledgements.taken();
  }

  /** The reader stays: only its writes count for nothing, and it is told so once. */
  #refuseWrite(): void {
    const first = !this.#acknowledgements.anyRefused;
    this.#acknowledgements.refused();
    if (first && this.#life.state === 'open') this.#life.outbox.tell(deniedFrame('read-only'));
  }

  #stored(entries: number): void {
    this.#acknowledgements.stored(entries);
    this.#tellSaved();
  }

  #tellSaved(): void {
    const { saved } = this.#acknowledgements;
    if (this.#life.state !== 'open' || saved <= this.#told) return;
    this.#told = saved;
    this.#life.outbox.saved(saved);
  }

  /** Spends the frame's share; false when the connection had to be closed for it. */
  #afford(bytes: number, weight: number): boolean {
    const verdict = this.#parts.allowance.spend(bytes, weight, performance.now());
    switch (verdict.go) {
      case 'on':
        return true;
      case 'slower':
        this.pause();
        this.#pause ??= setTimeout(() => this.resume(), Math.max(verdict.waitMs, shortestPause));
        return true;
      case 'away':
        this.close(boardClose.tooFast);
        return false;
    }
  }

  /** Reads no further for now: what the client sends stays in the network. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    if (this.#pause) clearTimeout(this.#pause);
    this.#pause = null;
    this.#socket.resume();
  }

  relay(frame: Uint8Array): void {
    if (this.#life.state === 'open') this.#life.outbox.relay(frame);
  }

  sendAwareness(entries: readonly AwarenessEntry[], frame: Uint8Array): void {
    if (this.#life.state === 'open') this.#life.outbox.awareness(entries, frame);
  }

  /** The network has taken everything that was sent. */
  drained(): void {
    if (this.#life.state === 'open') this.#life.outbox.drained();
  }

  /** Rights may have changed. */
  async hear(news: News): Promise<void> {
    const consequence = this.#standing.hear(news);
    switch (consequence.must) {
      case 'nothing':
        return;
      case 'close':
        return this.close(consequence.why);
      case 'ask-again':
        return this.#refresh();
    }
  }

  async #refresh(): Promise<void> {
    try {
      const why = await this.#standing.askAgain();
      if (why !== null) return this.close(why);
    } catch (error) {
      this.#parts.output.error(
        { err: error, session: this.session },
        'the rights of a board connection could not be read',
      );
      return this.close(boardClose.unavailable);
    }
    if (this.#life.state !== 'open') return;
    // What was refused is still on the client: a fresh connection brings it along.
    if (this.#standing.canWrite && this.#acknowledgements.anyRefused) return this.close(boardClose.goingAway);
    this.#life.lease.room.awareness.renew(this);
  }

  /** Looks after the line: called every few seconds with a monotonic instant. */
  beat(now: number): void {
    const { pulse } = this.#parts;
    const outbox = this.#life.state === 'open' ? this.#life.outbox : null;
    const stuckFor = outbox?.stuckFor(now) ?? 0;
    switch (pulse.judge({ now, sentAt: outbox?.sentAt ?? now, stuckFor, skipping: outbox?.skipping ?? false })) {
      case 'well':
        return;
      case 'say-something':
        return outbox?.tell(nothingNew);
      case 'ping':
        return this.#socket.ping();
      case 'stuck':
        return this.close(boardClose.stuck);
      case 'dead':
        return this.#socket.terminate();
    }
  }

  /** Lets go of the board at once, then says why. Does nothing when it is closing already. */
  close(why: BoardClose): void {
    if (this.#life.state === 'closing') return;
    this.#parts.output.debug(
      { session: this.session, code: why.code, reason: why.reason },
      'board connection closed by the server',
    );
    this.#letGo();
    // The farewell needs the other side's answer, so reading goes on; what comes is ignored.
    this.resume();
    this.#socket.close(why.code, why.reason);
  }

  #letGo(): void {
    const life = this.#life;
    this.#life = { state: 'closing' };
    if (this.#pause) clearTimeout(this.#pause);
    this.#pause = null;
    if (life.state !== 'open') return;
    life.lease.room.leave(this);
    life.lease.release();
  }
}
