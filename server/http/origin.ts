/**
 * Whether a request may come from the page that sent it. Browsers name the page's origin when they open a WebSocket,
 * and send our cookie with it whoever's page that is: so this check keeps foreign pages from using a visitor's sign-in.
 */
import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';

type Asked = Pick<IncomingMessage, 'headers'>;

/**
 * No Origin header: not a browser's page, allowed (the cookie is needed all the same). With `ORIGIN` set it must be
 * that one. Otherwise it must be the host that was asked, and a server that listens on loopback only must be asked
 * by a loopback name, or a foreign name that resolves to 127.0.0.1 would pass.
 */
export function createOriginCheck(config: Pick<Config, 'origin' | 'host'>): (request: Asked) => boolean {
  const loopbackOnly = isLoopback(config.host);
  return ({ headers }) => {
    if (headers.origin === undefined) return true;
    const from = URL.parse(headers.origin);
    if (from === null || from.origin === 'null') return false;
    if (config.origin !== null) return from.origin === config.origin;
    const asked = URL.parse(`${from.protocol}//${headers.host ?? ''}`);
    if (asked === null || asked.host !== from.host) return false;
    return !loopbackOnly || isLoopback(asked.hostname);
  };
}

/** Whether this name or address reaches the same machine only. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Whether a server with this host listens on every address of its machine. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '[::]';
}
