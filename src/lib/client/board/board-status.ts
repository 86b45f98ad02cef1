import type { ErrorCode } from '#lib/domain/errors.ts';
import { boardClose } from '#lib/protocol/board-messages.ts';
import type { ServerStatus } from './board-model.ts';

/** What is known about the connection, from which the badge follows. */
export interface BoardFacts {
  /** Why the server will not have this connection again. */
  refused: ErrorCode | null;
  /** Why it was closed the last time, where a person can do something about it. */
  trouble: ErrorCode | null;
  /** The server takes nothing that is written here, as long as this connection lasts. */
  denied: boolean;
  /** Whether the browser believes that it has a network. */
  online: boolean;
  connected: boolean;
  /** Everything that the server had has arrived, in this connection. */
  synced: boolean;
  /** The same, in any connection of this page. */
  everSynced: boolean;
  /** Attempts to connect that failed since the last sync. */
  failures: number;
  readOnly: boolean;
  /** Local changes that are not on the server's disk. */
  waiting: number;
  /** The server has stored all that this connection sent, its answer to the first question included. */
  settled: boolean;
}

/** After so many failed attempts (some seconds) it is no longer a blink. */
const failuresUntilOffline = 5;

/** The true state of the board. `saved` is said only when nothing is left to save. */
export function boardStatus(facts: BoardFacts): ServerStatus {
  const { waiting } = facts;
  if (facts.refused !== null) return { state: 'refused', waiting, reason: facts.refused };
  if (facts.connected && facts.synced) {
    if (waiting > 0 && (facts.denied || facts.readOnly)) return { state: 'refused', waiting, reason: 'read-only' };
    if (facts.denied || facts.readOnly) return { state: 'saved', waiting };
    return { state: facts.settled && waiting === 0 ? 'saved' : 'saving', waiting };
  }
  const why = facts.trouble === null ? {} : { reason: facts.trouble };
  if ((!facts.online && !facts.connected) || facts.failures >= failuresUntilOffline) {
    return { state: 'offline', waiting, ...why };
  }
  return { state: facts.everSynced || facts.failures > 0 ? 'reconnecting' : 'connecting', waiting, ...why };
}

/** Why a connection that was closed with this code must not be tried again; null when it may. */
export function refusalOf(closeCode: number): ErrorCode | null {
  switch (closeCode) {
    case boardClose.tooLarge.code:
      return 'too-large';
    case boardClose.malformed.code:
      return 'bad-request';
    case boardClose.notSignedIn.code:
      return 'not-signed-in';
    case boardClose.notAllowed.code:
      return 'not-allowed';
    case boardClose.notFound.code:
      return 'not-found';
    case boardClose.boardFull.code:
      return 'board-full';
    default:
      return null;
  }
}

/** What a person can do something about, while the board comes back by itself; null when there is nothing. */
export function troubleOf(closeCode: number): ErrorCode | null {
  switch (closeCode) {
    case boardClose.userCrowded.code:
      return 'too-many-open';
    case boardClose.addressCrowded.code:
      return 'address-crowded';
    case boardClose.tooFast.code:
      return 'too-fast';
    case boardClose.damaged.code:
      return 'board-damaged';
    default:
      return null;
  }
}

/**
 * How long to wait before the next attempt, in milliseconds: growing, at most about five seconds, and spread out, so
 * that a server that comes back is not met by everybody at once. When the server named the stretch over which it
 * wants people to come back, that is spread over instead. `chance` is a number from 0 to 1.
 */
export function reconnectDelay(failures: number, chance: number, stretch: number | null = null): number {
  if (stretch !== null) return Math.round(stretch * chance);
  const ceiling = Math.min(250 * 2 ** Math.max(0, failures - 1), 5_000);
  return Math.round(ceiling * (0.5 + chance / 2));
}
