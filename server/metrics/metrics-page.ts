/** `/metrics`: the numbers, for this machine or for whoever has the token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../config.ts';
import { isLoopback } from '../http/origin.ts';
import type { Metrics } from './metrics.ts';

type Asked = Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } };
type MetricsConfig = Pick<Config, 'metricsToken' | 'trustProxy' | 'secureCookies'>;

export interface MetricsPage {
  /** Answers when the request asks for the numbers, and says whether it did. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

export function createMetricsPage(
  config: MetricsConfig,
  metrics: Pick<Metrics, 'read'>,
  onFailure: (error: unknown) => void,
): MetricsPage {
  const mayRead = createMetricsGate(config);
  const answer = (request: IncomingMessage, response: ServerResponse, status: number, type: string, text: string) => {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  return {
    handle(request, response) {
      if (request.url?.split('?', 1)[0] !== '/metrics') return false;
      const plain = 'text/plain; charset=utf-8';
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.setHeader('allow', 'GET, HEAD');
        answer(request, response, 405, plain, 'GET only\n');
      } else if (!mayRead(request)) {
        response.setHeader('www-authenticate', 'Bearer');
        answer(request, response, 401, plain, 'Only this machine, or with "Authorization: Bearer METRICS_TOKEN".\n');
      } else {
        metrics.read().then(
          ({ text, contentType }) => answer(request, response, 200, contentType, text),
          (error: unknown) => {
            onFailure(error);
            answer(request, response, 500, plain, 'The numbers cannot be read just now.\n');
          },
        );
      }
      return true;
    },
  };
}

/**
 * The token opens always. Without it the request must come from this machine, by a loopback name, and not through a
 * proxy: one that stands on this machine makes everybody look like it. With TRUST_PROXY set, or reached by https
 * (which this server does not speak itself), there is one; otherwise its headers give it away.
 */
export function createMetricsGate({
  metricsToken,
  trustProxy,
  secureCookies,
}: MetricsConfig): (asked: Asked) => boolean {
  const expected = metricsToken === null ? null : digest(`Bearer ${metricsToken}`);
  const behindProxy = trustProxy > 0 || secureCookies;
  return ({ headers, socket }) => {
    if (expected !== null && timingSafeEqual(expected, digest(headers.authorization ?? ''))) return true;
    if (behindProxy || proxyHeaders.some((name) => headers[name] !== undefined)) return false;
    const own = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    const asked = URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? '';
    return isLoopback(own) && isLoopback(asked);
  };
}

const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];

/** Of the same length whatever it is made from, so that comparing says nothing about the token. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
