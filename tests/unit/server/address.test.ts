import { describe, expect, test } from 'vitest';
import { createAddressReader } from '../../../server/http/address.ts';

function addressOf(trustProxy: number, forwarded: string | undefined): string {
  return createAddressReader(trustProxy)({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: '10.0.0.1' },
  });
}

describe('whose request it is', () => {
  test.each([
    ['without a proxy, what the client claims is not believed', 0, '203.0.113.9', '10.0.0.1'],
    ['behind one proxy, it is the address that the proxy added', 1, '203.0.113.9', '203.0.113.9'],
    ['what the client put before it is not believed', 1, '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['behind two proxies, it is the last but one', 2, '198.51.100.1, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['a header that is too short is not believed', 2, '203.0.113.9', '10.0.0.1'],
    ['a missing header gives the connection’s own', 1, undefined, '10.0.0.1'],
    ['nonsense gives the connection’s own', 1, 'unknown', '10.0.0.1'],
    ['IPv6 counts', 1, '2001:db8::7', '2001:db8::7'],
  ])('%s', (_what, trustProxy, forwarded, expected) => {
    expect(addressOf(trustProxy, forwarded)).toBe(expected);
  });
});
