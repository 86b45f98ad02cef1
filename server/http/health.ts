/** For whoever runs the server: `/healthz` says that the process answers, `/readyz` that it can serve. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Health {
  /** Answers when the request asks for health, and says whether it did. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

/** `ping` rejects when the store does not answer; `draining` is true from the moment that the server is told to stop. */
export function createHealth(parts: { ping: () => Promise<void>; draining: () => boolean }): Health {
  const ready = async (): Promise<'ready' | 'draining' | 'store does not answer'> => {
    if (parts.draining()) return 'draining';
    try {
      await parts.ping();
      return 'ready';
    } catch {
      // The store logs its own failures; a probe every second would drown them.
      return 'store does not answer';
    }
  };
  return {
    handle(request, response) {
      const path = request.url?.split('?', 1)[0];
      if (path !== '/healthz' && path !== '/readyz') return false;
      if (request.method !== 'GET' && request.method !== 'HEAD') say(request, response, 405, 'GET only');
      else if (path === '/healthz') say(request, response, 200, 'alive');
      else void ready().then((state) => say(request, response, state === 'ready' ? 200 : 503, state));
      return true;
    },
  };
}

function say(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : `${text}\n`);
}
