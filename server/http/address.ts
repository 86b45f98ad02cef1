/** Whose request this is, for rate limits: the nearest address that our own proxies did not add themselves. */
import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

type Asked = Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } };

/**
 * Each of `trustProxy` proxies appends the address it was called from to X-Forwarded-For. What stands further to the
 * left was sent by the client and may be a lie. With 0, or with a header that is shorter or broken, it is the
 * connection's own address.
 */
export function createAddressReader(trustProxy: number): (request: Asked) => string {
  return ({ headers, socket }) => {
    const own = socket.remoteAddress ?? 'unknown';
    if (trustProxy === 0) return own;
    const header = headers['x-forwarded-for'];
    const chain = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((entry) => entry.trim());
    const claimed = chain.at(-trustProxy) ?? '';
    return isIP(claimed) === 0 ? own : claimed;
  };
}
