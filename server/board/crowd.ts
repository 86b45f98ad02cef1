/**
 * Who is connected how often: the bounds that one connection alone cannot see. Somebody with many connections
 * shares one allowance over all of them, and it is not filled up again by leaving and coming back.
 */
import { boardClose, type BoardClose } from '#lib/protocol/board-messages.ts';
import { Allowance, type AllowanceLimits } from './allowance.ts';

export interface CrowdLimits {
  /** Open connections of one user, over all boards. */
  perUser: number;
  /** Open connections from one address; and as many handshakes under way. */
  perAddress: number;
  /** Whether this machine itself is let off: behind a proxy that nobody declared, everybody comes from there. */
  loopbackFree: boolean;
  /** What one user may say over all connections. */
  allowance: AllowanceLimits;
}

const loopback = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/** Many tabs, and an office or a workshop behind one address. */
export const crowdLimits: CrowdLimits = {
  perUser: 20,
  perAddress: 2_000,
  loopbackFree: true,
  allowance: { framesPerSecond: 10_000, bytesPerSecond: 8_388_608, burstSeconds: 2, patienceMs: 300_000 },
};

/** A connection's place among all others. */
export interface Place {
  /** Shared by all connections of the user. */
  readonly allowance: Allowance;
  /** Gives the place back; more than once does no harm. */
  leave(): void;
}

interface UserEntry {
  connections: number;
  readonly allowance: Allowance;
}

export class Crowd {
  readonly #limits: CrowdLimits;
  readonly #users = new Map<string, UserEntry>();
  readonly #addresses = new Map<string, number>();
  readonly #handshakes = new Map<string, number>();

  constructor(limits: CrowdLimits) {
    this.#limits = limits;
  }

  /** A handshake from this address begins. Returns what to call when it is over; null: too many are under way. */
  knock(address: string): (() => void) | null {
    if (this.#isCrowded(this.#handshakes, address)) return null;
    return take(this.#handshakes, address);
  }

  /** Somebody with every right comes in; or why there is no place for them. */
  enter(user: string, address: string): { readonly place: Place } | { readonly why: BoardClose } {
    const entry = this.#users.get(user) ?? {
      connections: 0,
      allowance: new Allowance(this.#limits.allowance, performance.now()),
    };
    if (entry.connections >= this.#limits.perUser) return { why: boardClose.userCrowded };
    if (this.#isCrowded(this.#addresses, address)) return { why: boardClose.addressCrowded };
    this.#users.set(user, entry);
    entry.connections++;
    const leaveAddress = take(this.#addresses, address);
    let here = true;
    return {
      place: {
        allowance: entry.allowance,
        leave: () => {
          if (!here) return;
          here = false;
          entry.connections--;
          leaveAddress();
        },
      },
    };
  }

  #isCrowded(counts: ReadonlyMap<string, number>, address: string): boolean {
    if (this.#limits.loopbackFree && loopback.test(address)) return false;
    return (counts.get(address) ?? 0) >= this.#limits.perAddress;
  }

  /** Forgets users who are gone and owe nothing any more. To be called from time to time, with a monotonic instant. */
  sweep(now: number): void {
    for (const [user, { connections, allowance }] of this.#users)
      if (connections === 0 && allowance.isFull(now)) this.#users.delete(user);
  }
}

/** Counts one more under this key; returns what takes it back, once. */
function take(counts: Map<string, number>, key: string): () => void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
  let taken = true;
  return () => {
    if (!taken) return;
    taken = false;
    const left = (counts.get(key) ?? 1) - 1;
    if (left > 0) counts.set(key, left);
    else counts.delete(key);
  };
}
