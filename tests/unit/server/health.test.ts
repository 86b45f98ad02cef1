import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHealth } from '../../../server/http/health.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Asks /readyz of a server whose store answers like `ping`. */
async function serve(ping: () => Promise<void>) {
  const health = createHealth({ ping, draining: () => false, patience: 50 });
  const server = createServer((request, response) => void health.handle(request, response)).listen(0, '127.0.0.1');
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) });
    return { status: answer.status, text: await answer.text() };
  };
}

describe('/readyz', () => {
  test('says no in time when the store hangs, and asks it once however many probes come', async () => {
    let asked = 0;
    const readiness = await serve(() => {
      asked += 1;
      return new Promise<void>(() => undefined);
    });
    for (let probe = 0; probe < 3; probe++) {
      expect(await readiness()).toEqual({ status: 503, text: 'store does not answer\n' });
    }
    expect(asked).toBe(1);
  });

  test('says yes again as soon as the store answers', async () => {
    let answer = (): void => undefined;
    const readiness = await serve(
      () =>
        new Promise<void>((resolve) => {
          answer = resolve;
        }),
    );
    expect((await readiness()).status).toBe(503);
    answer();
    const soon = readiness();
    const timer = setInterval(() => answer(), 5);
    expect((await soon).status).toBe(200);
    clearInterval(timer);
  });

  test('says no when the store fails', async () => {
    const readiness = await serve(() => Promise.reject(new Error('gone')));
    expect((await readiness()).status).toBe(503);
  });
});
