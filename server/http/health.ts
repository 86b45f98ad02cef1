/** For whoever runs the server: `/healthz` says that the process answers, `/readyz` that it can serve. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Health {
  /** Answers when the request asks for health, and says whether it did. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

export interface HealthParts {
  /** Rejects when the store does not answer. */
  ping: () => Promise<void>;
  /** True from the moment that the server is told to stop. */
  draining: () => boolean;
  /** How long the store may take to answer, in milliseconds: less than a probe waits. */
  patience?: number;
}

const defaultPatience = 3_000;

export function createHealth({ ping, draining, patience = defaultPatience }: HealthParts): Health {
  /** The question that the store has not answered yet: probes that come meanwhile share it, rather than pile up. */
  let asked: Promise<void> | null = null;

  const askStore = (): Promise<void> => {
    asked ??= ping().finally(() => {
      asked = null;
    });
    return asked;
  };

  const ready = async (): Promise<'ready' | 'draining' | 'store does not answer'> => {
    if (draining()) return 'draining';
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'store does not answer'>((resolve) => {
      timer = setTimeout(() => resolve('store does not answer'), patience);
    });
    try {
      return await Promise.race([askStore().then(() => 'ready' as const), late]);
    } catch {
      // The store logs its own failures; a probe every second would drown them.
      return 'store does not answer';
    } finally {
      clearTimeout(timer);
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
