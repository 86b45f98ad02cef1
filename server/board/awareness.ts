/**
 * Who is where on one board, now. Nothing of it is stored. A connection speaks for one client id, its own; the
 * server says who it is. y-websocket's clients repeat every state that they hear, so most entries that arrive
 * are echoes of other people's and are dropped unread.
 */
import { isAwareness, leadingFields } from '#lib/protocol/awareness.ts';
import { awarenessLimit } from '#lib/protocol/board-messages.ts';
import type { Person } from '#lib/domain/person.ts';
import { awarenessFrame, type AwarenessEntry } from './connection/codec.ts';
import type { WireFrame } from './connection/line.ts';

/** A connection, as far as awareness goes. */
export interface AwarenessPeer {
  /** Whom the server vouches for. */
  readonly person: Person;
  /** Whether it may write on the board, and so lead the others' eyes. */
  readonly canWrite: boolean;
  /** `frame` is the encoding of these entries. */
  sendAwareness(entries: readonly AwarenessEntry[], frame: WireFrame): void;
}

/** At most one message in this many milliseconds goes to each reader, whatever moves: one frame of a screen. */
const frameMs = 16;

/** The JSON of a client that left. */
const gone = 'null';

export class RoomAwareness {
  readonly #readers: Iterable<AwarenessPeer>;
  /** Each connection's own client, as the others were or will be told. */
  readonly #own = new Map<AwarenessPeer, AwarenessEntry>();
  readonly #ownerOf = new Map<number, AwarenessPeer>();
  readonly #changed = new Set<AwarenessPeer>();
  #timer: NodeJS.Timeout | null = null;
  #sentAt = -Infinity;

  constructor(readers: Iterable<AwarenessPeer>) {
    this.#readers = readers;
  }

  /** Takes what a connection says of itself; what it says of others, and what is no state, is dropped. */
  hear(peer: AwarenessPeer, entries: readonly AwarenessEntry[]): void {
    for (const entry of entries) {
      const own = this.#own.get(peer);
      if (own ? own.client !== entry.client : !this.#mayClaim(peer, entry)) continue;
      if (own && !isNewer(entry, own)) continue;
      const json = entry.json === gone ? gone : stamped(entry.json, peer);
      if (json === null) continue;
      if (!own) this.#claim(peer, entry);
      this.#own.set(peer, { ...entry, json });
      this.#changed.add(peer);
    }
    if (this.#changed.size > 0) this.#schedule();
  }

  /** Tells a joiner who is here. */
  welcome(peer: AwarenessPeer): void {
    this.show(peer);
    // Someone who comes back has forgotten the others' states but not their clocks, and ignores what it was just told.
    for (const other of this.#own.keys()) if (other !== peer) this.renew(other);
  }

  /** Tells somebody who asks. */
  show(peer: AwarenessPeer): void {
    const present = [...this.#own.values()].filter(({ json }) => json !== gone);
    if (present.length > 0) peer.sendAwareness(present, awarenessFrame(present));
  }

  /** The others learn at once that this connection's client is gone. Does nothing for a client that moved to a newer connection. */
  leave(peer: AwarenessPeer): void {
    const own = this.#own.get(peer);
    if (!own) return;
    const toldAlready = own.json === gone && !this.#changed.has(peer);
    this.#forget(peer, own);
    if (toldAlready) return;
    const left = [{ ...own, json: gone }];
    const frame = awarenessFrame(left);
    for (const reader of this.#readers) if (reader !== peer) reader.sendAwareness(left, frame);
  }

  /**
   * Makes the client send its state again, with a higher clock: others ignore a state whose clock they have seen,
   * and after a reconnect they have. A client that is told "you are gone" raises its clock and answers
   * (y-protocols/awareness). It is also how a changed name gets stamped.
   */
  renew(peer: AwarenessPeer): void {
    const own = this.#own.get(peer);
    if (!own || own.json === gone) return;
    const question = [{ ...own, json: gone }];
    peer.sendAwareness(question, awarenessFrame(question));
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** An id that is in use belongs to its connection, unless the same person comes back before the old one is known to be dead. */
  #mayClaim(peer: AwarenessPeer, entry: AwarenessEntry): boolean {
    if (entry.json === gone) return false;
    const owner = this.#ownerOf.get(entry.client);
    return owner === undefined || owner.person.id === peer.person.id;
  }

  #claim(peer: AwarenessPeer, entry: AwarenessEntry): void {
    const before = this.#ownerOf.get(entry.client);
    const known = before && this.#own.get(before);
    if (before && known) this.#forget(before, known);
    this.#ownerOf.set(entry.client, peer);
    this.#own.set(peer, entry);
    this.renew(peer);
  }

  #forget(peer: AwarenessPeer, own: AwarenessEntry): void {
    this.#own.delete(peer);
    this.#ownerOf.delete(own.client);
    this.#changed.delete(peer);
  }

  #schedule(): void {
    if (this.#timer) return;
    const wait = Math.max(0, this.#sentAt + frameMs - performance.now());
    this.#timer = setTimeout(() => this.#send(), wait);
  }

  #send(): void {
    this.#timer = null;
    this.#sentAt = performance.now();
    const changed = [...this.#changed];
    this.#changed.clear();
    const entries = changed.flatMap((peer) => this.#own.get(peer) ?? []);
    if (entries.length === 0) return;
    const frame = awarenessFrame(entries);
    const [only] = changed;
    for (const reader of this.#readers) {
      // Nobody needs to hear nothing but their own words.
      if (changed.length === 1 && reader === only) continue;
      reader.sendAwareness(entries, frame);
    }
  }
}

/** A state counts if its clock is higher; a farewell also with the same clock. */
function isNewer(entry: AwarenessEntry, known: AwarenessEntry): boolean {
  return entry.clock > known.clock || (entry.clock === known.clock && entry.json === gone && known.json !== gone);
}

/** The state with the server's word on who it is, and without what this one may not say; null when it is too large or not a state. */
function stamped(json: string, { person, canWrite }: AwarenessPeer): string | null {
  if (Buffer.byteLength(json) > awarenessLimit) return null;
  try {
    const state: unknown = JSON.parse(json);
    if (!isAwareness(state)) return null;
    const said = { ...state, user: person };
    // Said by `undefined`, a field is not in the JSON.
    if (!canWrite) for (const field of leadingFields) said[field] = undefined;
    return JSON.stringify(said);
  } catch {
    // Not JSON: it says nothing, and nothing is passed on.
    return null;
  }
}
