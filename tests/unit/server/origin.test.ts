import { describe, expect, test } from 'vitest';
import { createOriginCheck } from '../../../server/http/origin.ts';

const local = { origin: null, host: '127.0.0.1' };
const everywhere = { origin: null, host: '0.0.0.0' };
const behindProxy = { origin: 'https://coach.example', host: '127.0.0.1' };

describe('a request is taken from our own pages only', () => {
  test.each([
    ['a program that is no browser', local, undefined, '127.0.0.1:3000', true],
    ['the address as printed', local, 'http://127.0.0.1:3000', '127.0.0.1:3000', true],
    ['localhost', local, 'http://localhost:3000', 'localhost:3000', true],
    ['IPv6 loopback', { ...local, host: '::1' }, 'http://[::1]:3000', '[::1]:3000', true],
    ['another page', local, 'https://evil.example', '127.0.0.1:3000', false],
    ['another port of this machine', local, 'http://127.0.0.1:8080', '127.0.0.1:3000', false],
    ['the other loopback name', local, 'http://localhost:3000', '127.0.0.1:3000', false],
    ['a foreign name that resolves to loopback', local, 'http://evil.example:3000', 'evil.example:3000', false],
    ['a sandboxed page', local, 'null', '127.0.0.1:3000', false],
    ['nonsense', local, 'not an origin', '127.0.0.1:3000', false],
    ['an empty origin', local, '', '127.0.0.1:3000', false],
    ['no host', local, 'http://127.0.0.1:3000', undefined, false],
    ['a name in the local network', everywhere, 'http://box.lan:3000', 'box.lan:3000', true],
    ['a name in another case', everywhere, 'http://box.lan:3000', 'BOX.lan:3000', true],
    ['the default port written out', everywhere, 'http://box.lan', 'box.lan:80', true],
    ['a foreign page', everywhere, 'http://evil.example', 'box.lan:3000', false],
    ['a host that only begins alike', everywhere, 'http://box.lan.evil.example', 'box.lan', false],
    ['ORIGIN itself', behindProxy, 'https://coach.example', '127.0.0.1:3000', true],
    ['ORIGIN over plain http', behindProxy, 'http://coach.example', 'coach.example', false],
    ['the server behind its proxy', behindProxy, 'http://127.0.0.1:3000', '127.0.0.1:3000', false],
  ])('%s', (_what, config, origin, host, allowed) => {
    expect(createOriginCheck(config)({ headers: { origin, host } })).toBe(allowed);
  });
});
