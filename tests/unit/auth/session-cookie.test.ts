import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSecret, sessionCookie } from '../../../server/auth/session-cookie.ts';
import { propertyRun } from '../../support/property-seed.ts';

const secret = 'abcdefghijklmnopqrstuvwxyz234567abcdefgh';

describe('reading the cookie', () => {
  test.each([
    [`counterpoint=${secret}`],
    [`theme=dark; counterpoint=${secret}`],
    [`  counterpoint = ${secret} ;theme=dark`],
    [`a=b=c;;counterpoint=${secret};`],
    [`counterpoint=not-ours; counterpoint=${secret}`],
  ])('the secret is found in %s', (header) => {
    expect(readSecret(header, false)).toBe(secret);
  });

  test.each([
    [null],
    [undefined],
    [''],
    ['counterpoint'],
    ['counterpoint='],
    [`Counterpoint=${secret}`],
    [`xcounterpoint=${secret}`],
    [`counterpointx=${secret}`],
    [`counterpoint=${secret}x`],
    [`counterpoint="${secret}"`],
    [`counterpoint=${secret.toUpperCase()}`],
    ["counterpoint=' or 1=1 --"],
    ['counterpoint=%E0%A4%A'],
  ])('no secret is found in %s', (header) => {
    expect(readSecret(header, false)).toBeNull();
  });

  test('whatever is sent, it is read without failing, and only what could be ours comes out', () => {
    const header = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `counterpoint=${text}`),
    );
    fc.assert(
      fc.property(header, (text) => {
        const found = readSecret(text, false);
        return found === null || /^[a-z2-7]{40}$/.test(found);
      }),
      propertyRun('reading the cookie', 500),
    );
  });
});

test('the cookie is out of reach for scripts and other sites, and lasts thirty days', () => {
  expect(sessionCookie(secret, true)).toEqual({
    name: '__Host-counterpoint',
    value: secret,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure: true, maxAge: 2_592_000 },
  });
});

test('over https only the cookie that no other host can set is read, and over http the plain one', () => {
  const plain = `counterpoint=${secret}`;
  const prefixed = `__Host-counterpoint=${secret}`;
  expect([readSecret(plain, true), readSecret(prefixed, true)]).toEqual([null, secret]);
  expect([readSecret(plain, false), readSecret(prefixed, false)]).toEqual([secret, null]);
});

test('the cookie that signs out removes itself at once', () => {
  expect(sessionCookie(null, false)).toMatchObject({ value: '', options: { maxAge: 0, secure: false } });
});
