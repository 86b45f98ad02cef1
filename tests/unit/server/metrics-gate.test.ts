import { describe, expect, test } from 'vitest';
import { createMetricsGate } from '../../../server/metrics/metrics-page.ts';

const alone = { metricsToken: null, trustProxy: 0, secureCookies: false };
const token = 'a-token-of-enough-letters';

function asked(remoteAddress: string, headers: Record<string, string> = {}) {
  return { headers: { host: '127.0.0.1:3000', ...headers }, socket: { remoteAddress } };
}

describe('who may read the numbers', () => {
  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.0.1'])('this machine may: %s', (address) => {
    expect(createMetricsGate(alone)(asked(address))).toBe(true);
  });

  test.each(['10.0.0.7', '192.168.1.4', '2001:db8::1', ''])('another machine may not: %s', (address) => {
    expect(createMetricsGate(alone)(asked(address))).toBe(false);
  });

  test.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])('a request through a proxy may not: %s', (header) => {
    expect(createMetricsGate(alone)(asked('127.0.0.1', { [header]: '127.0.0.1' }))).toBe(false);
  });

  test('behind a proxy that was declared, or that must be there for https, this machine is everybody', () => {
    expect(createMetricsGate({ ...alone, trustProxy: 1 })(asked('127.0.0.1'))).toBe(false);
    expect(createMetricsGate({ ...alone, secureCookies: true })(asked('127.0.0.1'))).toBe(false);
  });

  test('a foreign name that leads to this machine does not open it', () => {
    expect(createMetricsGate(alone)(asked('127.0.0.1', { host: 'evil.example' }))).toBe(false);
  });

  test('the token opens from everywhere, a wrong one, a part of it or none does not', () => {
    const mayRead = createMetricsGate({ ...alone, metricsToken: token, trustProxy: 1 });
    const far = (authorization?: string) => asked('10.0.0.7', authorization === undefined ? {} : { authorization });
    expect(mayRead(far(`Bearer ${token}`))).toBe(true);
    expect(mayRead(far(`Bearer ${token.slice(1)}`))).toBe(false);
    expect(mayRead(far(token))).toBe(false);
    expect(mayRead(far())).toBe(false);
  });

  test('without a token in the settings, no token opens', () => {
    expect(createMetricsGate(alone)(asked('10.0.0.7', { authorization: 'Bearer null' }))).toBe(false);
    expect(createMetricsGate(alone)(asked('10.0.0.7', { authorization: 'Bearer ' }))).toBe(false);
  });
});
