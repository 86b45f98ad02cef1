import { isForeignWrite } from '#lib/http/foreign-write.ts';
import { describe, expect, test } from 'vitest';

const here = new URL('http://127.0.0.1:3000/sign-out');

const asked = (method: string, origin?: string): Request =>
  new Request(here, { method, headers: origin === undefined ? {} : { origin } });

describe('a request that changes something', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is refused to another page, without a body too: %s', (method) => {
    expect(isForeignWrite(asked(method, 'http://127.0.0.1:8080'), here)).toBe(true);
    expect(isForeignWrite(asked(method, 'https://elsewhere.example'), here)).toBe(true);
    expect(isForeignWrite(asked(method, 'null'), here)).toBe(true);
  });

  test('is taken from our own pages, and from programs that are no page', () => {
    expect(isForeignWrite(asked('POST', 'http://127.0.0.1:3000'), here)).toBe(false);
    expect(isForeignWrite(asked('POST'), here)).toBe(false);
  });
});

test('reading is open to whoever follows a link', () => {
  expect(isForeignWrite(asked('GET', 'https://elsewhere.example'), here)).toBe(false);
  expect(isForeignWrite(asked('HEAD', 'https://elsewhere.example'), here)).toBe(false);
});
