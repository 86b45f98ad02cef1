/**
 * The way into the session's wire: who is asking is found out for one connection after the other, and nobody holds
 * more than their share of connections.
 */
import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '#lib/domain/errors.ts';
import type { Gate } from '../auth/gate.ts';
import type { Log } from '../log.ts';
import { Crowd, crowdLimits, type Crowded, type CrowdLimits } from '../realtime/crowd.ts';
import { Turnstile } from '../realtime/turnstile.ts';
import type { Opener, SessionSocket } from './session-connection.ts';

export interface SessionDoorParts {
  gate: Gate;
  log: Pick<Log, 'error'>;
  /** Whose connection it is, for the bounds; the connection's own address when left out. */
  addressOf?: ((request: IncomingMessage) => string) | undefined;
  crowd?: Partial<CrowdLimits> | undefined;
}

export interface SessionDoor {
  /** Lets `enter` know who opened the connection, or `refuse` why it may not be. One of them is called, once. */
  knock(socket: SessionSocket, enter: (opener: Opener) => void, refuse: (error: ErrorCode) => void): void;
}

/** Handshakes that are looked at together. */
const handshakesAtOnce = 8;

const refusals = {
  'user-crowded': 'too-many-pages',
  'address-crowded': 'address-crowded',
} as const satisfies Record<Crowded, ErrorCode>;

export function createSessionDoor({ gate, log, addressOf, crowd: limits }: SessionDoorParts): SessionDoor {
  const crowd = new Crowd({ ...crowdLimits, ...limits });
  const turnstile = new Turnstile(handshakesAtOnce);
  const readAddress = addressOf ?? ((request) => request.socket.remoteAddress ?? 'unknown');

  async function look(
    { request, conn }: SessionSocket,
    address: string,
  ): Promise<{ opener: Opener } | { error: ErrorCode }> {
    const opener = await gate.identify(request.headers.cookie);
    if (!opener) return { error: 'not-signed-in' };
    // Gone again before its turn came: nothing would give its place back.
    if (conn.readyState !== 'open') return { error: 'unavailable' };
    const entrance = crowd.enter(opener.user.id, address);
    if ('why' in entrance) return { error: refusals[entrance.why] };
    conn.once('close', () => entrance.place.leave());
    return { opener };
  }

  return {
    knock(socket, enter, refuse) {
      const address = readAddress(socket.request);
      const done = crowd.knock(address);
      if (done === null) {
        refuse('address-crowded');
        return;
      }
      turnstile.pass(() =>
        look(socket, address)
          .catch((error: unknown) => {
            log.error({ err: error }, 'a handshake could not be checked');
            return { error: 'unavailable' } as const;
          })
          .finally(done)
          .then((answer) => ('opener' in answer ? enter(answer.opener) : refuse(answer.error))),
      );
    },
  };
}
