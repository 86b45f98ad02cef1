/** Who may come to a board, and with which rights: asked at the handshake, and again whenever rights may have changed. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorSentences, type ErrorCode } from '#lib/domain/errors.ts';
import { mayInSession } from '#lib/domain/permissions.ts';
import { idSchema } from '#lib/domain/id-schema.ts';
import type { Gate } from '../../auth/gate.ts';
import type { Access } from '../../store/ports/session-port.ts';

/** What a connection stands on. */
export interface Admission {
  /** Names the sign-in in the news. */
  readonly signIn: string;
  readonly access: Access;
}

export type Refusal = Extract<
  ErrorCode,
  'not-signed-in' | 'not-allowed' | 'not-found' | 'address-crowded' | 'unavailable'
>;

export interface AdmissionParts {
  gate: Gate;
  access: (user: string, session: string) => Promise<Access | null>;
}

/** Reads sign-in and membership as they are now. Rejects when they cannot be read. */
export async function admit(
  { gate, access: accessOf }: AdmissionParts,
  cookie: string | undefined,
  session: string,
): Promise<Admission | { refusal: Refusal }> {
  const identity = await gate.identify(cookie);
  if (identity === null) return { refusal: 'not-signed-in' };
  const access = await accessOf(identity.user.id, session);
  // A session of others and one that never was are answered alike.
  if (access === null || !mayInSession(access.role, 'board:read', access.session.status))
    return { refusal: 'not-found' };
  return { signIn: identity.signIn, access };
}

/** A request that may become a connection. */
export interface Visit {
  readonly session: string;
  /** Where it comes from, for limits by address. */
  readonly address: string;
  readonly cookie: string | undefined;
  readonly admission: Admission;
}

/** Decides on a request to upgrade, before anything is promised to it. Rejects when rights cannot be read. */
export async function authorise(
  parts: AdmissionParts & { originAllowed: (request: IncomingMessage) => boolean },
  request: IncomingMessage,
  address: string,
): Promise<Visit | { refusal: Refusal }> {
  const session = sessionOf(request);
  if (session === null) return { refusal: 'not-found' };
  if (!parts.originAllowed(request)) return { refusal: 'not-allowed' };
  const { cookie } = request.headers;
  const admission = await admit(parts, cookie, session);
  return 'refusal' in admission ? admission : { session, address, cookie, admission };
}

/** The session whose board this request asks for; null when it asks for something else. */
function sessionOf(request: IncomingMessage): string | null {
  const path = request.url?.split('?', 1)[0] ?? '';
  const id = /^\/board\/([^/]+)$/.exec(path)?.[1];
  return id !== undefined && idSchema.safeParse(id).success ? id : null;
}

const statusLines: Record<Refusal, string> = {
  'not-signed-in': '401 Unauthorized',
  'not-allowed': '403 Forbidden',
  'not-found': '404 Not Found',
  'address-crowded': '429 Too Many Requests',
  unavailable: '503 Service Unavailable',
};

/** Answers an upgrade with a plain refusal, and ends the connection. */
export function refuse(socket: Duplex, refusal: Refusal): void {
  if (socket.destroyed) return;
  const body = Buffer.from(`${errorSentences[refusal]}\n`);
  const head = [
    `HTTP/1.1 ${statusLines[refusal]}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${body.length}`,
  ];
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]), () => socket.destroy());
}
