/**
 * Everybody on any board. Somebody with many connections shares one allowance over all of them, and it is not filled up
 * again by leaving and coming back.
 */
import { boardClose, type BoardClose } from '#lib/protocol/board-messages.ts';
import { Crowd, crowdLimits, type Crowded, type CrowdLimits, type Place } from '../../realtime/crowd.ts';
import { Allowance, type AllowanceLimits } from './allowance.ts';

export interface BoardCrowdLimits extends CrowdLimits {
  /** What one user may say over all connections. */
  allowance: AllowanceLimits;
}

export const boardCrowdLimits: BoardCrowdLimits = {
  ...crowdLimits,
  allowance: { framesPerSecond: 10_000, bytesPerSecond: 8_388_608, burstSeconds: 2, patienceMs: 300_000 },
};

const closes = {
  'user-crowded': boardClose.userCrowded,
  'address-crowded': boardClose.addressCrowded,
} as const satisfies Record<Crowded, BoardClose>;

/** A connection's place among all others on boards. */
export interface BoardPlace extends Place {
  /** Shared by all connections of the user. */
  readonly allowance: Allowance;
}

export class BoardCrowd {
  readonly #limits: BoardCrowdLimits;
  readonly #crowd: Crowd;
  readonly #allowances = new Map<string, Allowance>();

  constructor(limits: BoardCrowdLimits) {
    this.#limits = limits;
    this.#crowd = new Crowd(limits);
  }

  /** See `Crowd.knock`. */
  knock(address: string): (() => void) | null {
    return this.#crowd.knock(address);
  }

  /** Somebody with every right comes in; or why there is no place for them. */
  enter(user: string, address: string): { readonly place: BoardPlace } | { readonly why: BoardClose } {
    const entrance = this.#crowd.enter(user, address);
    if ('why' in entrance) return { why: closes[entrance.why] };
    const allowance = this.#allowances.get(user) ?? new Allowance(this.#limits.allowance, performance.now());
    this.#allowances.set(user, allowance);
    return { place: { ...entrance.place, allowance } };
  }

  /** Forgets users who are gone and owe nothing any more. To be called from time to time, with a monotonic instant. */
  sweep(now: number): void {
    for (const [user, allowance] of this.#allowances)
      if (!this.#crowd.has(user) && allowance.isFull(now)) this.#allowances.delete(user);
  }
}
