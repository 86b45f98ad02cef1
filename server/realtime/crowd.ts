/** Who is connected how often: the bounds that one connection alone cannot see. One crowd for each kind of connection. */

export interface CrowdLimits {
  /** Open connections of one user. */
  perUser: number;
  /** Open connections from one address; and as many handshakes under way. */
  perAddress: number;
  /** Whether this machine itself is let off: behind a proxy that nobody declared, everybody comes from there. */
  loopbackFree: boolean;
}

const loopback = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/** Many tabs, and an office or a workshop behind one address. */
export const crowdLimits: CrowdLimits = { perUser: 20, perAddress: 2_000, loopbackFree: true };

/** Why there is no place: the user has too many already, or everybody at this address together. */
export type Crowded = 'user-crowded' | 'address-crowded';

/** A connection's place among all others. */
export interface Place {
  /** Gives the place back; more than once does no harm. */
  leave(): void;
}

export class Crowd {
  readonly #limits: CrowdLimits;
  readonly #users = new Map<string, number>();
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
  enter(user: string, address: string): { readonly place: Place } | { readonly why: Crowded } {
    if ((this.#users.get(user) ?? 0) >= this.#limits.perUser) return { why: 'user-crowded' };
    if (this.#isCrowded(this.#addresses, address)) return { why: 'address-crowded' };
    const leaveUser = take(this.#users, user);
    const leaveAddress = take(this.#addresses, address);
    return {
      place: {
        leave: () => {
          leaveUser();
          leaveAddress();
        },
      },
    };
  }

  /** Whether this user has a connection open. */
  has(user: string): boolean {
    return this.#users.has(user);
  }

  #isCrowded(counts: ReadonlyMap<string, number>, address: string): boolean {
    if (this.#limits.loopbackFree && loopback.test(address)) return false;
    return (counts.get(address) ?? 0) >= this.#limits.perAddress;
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
