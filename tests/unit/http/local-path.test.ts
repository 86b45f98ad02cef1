import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPath } from '#lib/http/local-path.ts';

const seed = 20_261_122;

describe('where somebody goes after signing in', () => {
  it.each([
    '/',
    '/account',
    '/join/abc-DEF_123',
    '/rooms/x?tab=2#people',
    '/a//b',
    '/%2F%2Fevil.example',
    '/caf%C3%A9',
  ])('is the page that they came for: %s', (next) => {
    expect(localPath(next)).toBe(next);
  });

  it.each([
    null,
    '',
    'account',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/a/..//evil.example',
    '/.//evil.example',
    '/a/%2e%2e//evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\u0000/evil',
    ' //evil.example',
  ])('is the home page when the address is not a plain path of ours: %j', (next) => {
    expect(localPath(next)).toBe('/');
  });

  it(`never leads to another server, whatever is asked (seed ${String(seed)})`, () => {
    const nasty = fc.stringMatching(/^[/\\.:@#?%a-z\t\n\r 0-9]{0,24}$/);
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string(), fc.webUrl()), (next) => {
        expect(new URL(localPath(next), 'https://coach.example').origin).toBe('https://coach.example');
      }),
      { seed, numRuns: 1000 },
    );
  });
});
