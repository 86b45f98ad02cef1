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
    expect(readSecret(header)).toBe(secret);
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
    expect(readSecret(header)).toBeNull();
  });

  test('whatever is sent, it is read without failing, and only what could be ours comes out', () => {
    const header = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `counterpoint=${text}`),
    );
    fc.assert(
      fc.property(header, (text) => {
        const found = readSecret(text);
        return found === null || /^[a-z2-7]{40}$/.test(found);
      }),
      propertyRun('reading the cookie', 500),
    );
  });
});

test('the cookie is out of reach for scripts and other sites, and lasts thirty days', () => {
  expect(sessionCookie(secret, true)).toEqual({
    name: 'counterpoint',
    value: secret,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure: true, maxAge: 2_592_000 },
  });
});

test('the cookie that signs out removes itself at once', () => {
  expect(sessionCookie(null, false)).toMatchObject({ value: '', options: { maxAge: 0, secure: false } });
});
