import { bodyRefusal } from '#lib/http/body-limit.ts';
import { expect, test } from 'vitest';

const room = '/(pages)/rooms/[room]';

function refusal(headers: Record<string, string>, route: string | null, search = '', method = 'POST'): number | null {
  return bodyRefusal({ method, headers: new Headers(headers) }, { route, search });
}

test('only where files are sent may a request be larger than a form', () => {
  expect(refusal({ 'content-length': '3000000' }, room, '?/import')).toBeNull();
  expect(refusal({ 'content-length': '5000000' }, `${room}/images`)).toBeNull();
  expect(refusal({ 'content-length': '50000000' }, `${room}/images`)).toBe(413);
  expect(refusal({ 'content-length': '3000000' }, `${room}/images/[image]`)).toBe(413);
  expect(refusal({ 'content-length': '3000000' }, room, '?/rename')).toBe(413);
  expect(refusal({ 'content-length': '3000000' }, '/sign-out')).toBe(413);
  expect(refusal({ 'content-length': '3000000' }, null)).toBe(413);
  expect(refusal({ 'content-length': '50000000' }, room, '?/import')).toBe(413);
  expect(refusal({ 'content-length': '400' }, room, '?/rename')).toBeNull();
});

test('a body of untold length is refused, and a request without one is not', () => {
  expect(refusal({ 'transfer-encoding': 'chunked' }, room, '?/import')).toBe(411);
  expect(refusal({}, room)).toBeNull();
  expect(refusal({ 'content-length': '3000000' }, room, '', 'GET')).toBeNull();
});
