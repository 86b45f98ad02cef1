/** One of two people in a room under load: sends the trace, and counts what arrives of the other's. */
import { BoardClient, type BoardAddress } from './board-client.ts';
import type { Trace } from './trace.ts';

/** Where arrivals are noted. Instants are milliseconds on a clock that only goes forward. */
export interface LoadNotes {
  delivered(dueAt: number, now: number): void;
  saved(dueAt: number, now: number): void;
  lost(reason: string): void;
}

export class LoadClient {
  /** The client id under which it writes. */
  readonly id: number;
  readonly #trace: Trace;
  readonly #notes: LoadNotes;
  /** When each update of the trace was due; those that have not been sent have no entry. */
  readonly #dueAt: number[] = [];
  #client: BoardClient | null = null;
  #writesBefore = 0;
  #partner: LoadClient | null = null;
  /** How many of its updates have arrived at the other person, and how many are on disk. */
  #heard = 0;
  #saved = 0;

  constructor(id: number, trace: Trace, notes: LoadNotes) {
    this.id = id;
    this.#trace = trace;
    this.#notes = notes;
  }

  async open(address: BoardAddress): Promise<void> {
    this.#client = await BoardClient.open(address, {
      update: (update) => this.#partner?.hear(update),
      saved: (count) => this.#hearSaved(count),
      lost: (reason) => this.#notes.lost(reason),
    });
  }

  /** Both have to be open. What they wrote until now, to get in sync, is not counted. */
  meet(partner: LoadClient): void {
    this.#partner = partner;
    this.#writesBefore = this.#client?.writes ?? 0;
  }

  get sent(): number {
    return this.#dueAt.length;
  }

  get heard(): number {
    return this.#heard;
  }

  get saved(): number {
    return this.#saved;
  }

  /** Sends the next update of the trace. */
  send(dueAt: number): void {
    const update = this.#trace.update(this.sent, this.id);
    this.#dueAt.push(dueAt);
    this.#client?.write(update);
  }

  /** The other person got this message. It may be an echo of their own words. */
  hear(update: Uint8Array): void {
    // The smallest messages say nothing; some servers send them for good manners.
    if (update.length <= 2 || this.#heard === this.sent) return;
    const heard = Math.min(this.#trace.heardAfter(update, this.id, this.#heard), this.sent);
    if (heard === this.#heard) return;
    const now = performance.now();
    for (; this.#heard < heard; this.#heard++) this.#notes.delivered(this.#dueAt[this.#heard] ?? now, now);
  }

  #hearSaved(count: number): void {
    const saved = Math.min(count - this.#writesBefore, this.sent);
    if (saved <= this.#saved) return;
    const now = performance.now();
    for (; this.#saved < saved; this.#saved++) this.#notes.saved(this.#dueAt[this.#saved] ?? now, now);
  }
}
