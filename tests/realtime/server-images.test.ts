/** Pictures over HTTP, as browsers and strangers ask for them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCounterpoint, type CounterpointServer } from '../support/counterpoint-server.ts';
import { makeFixtureRooms, type FixtureRoom } from '../support/fixture-rooms.ts';
import { tinyPng } from '../support/tiny-png.ts';

let server: CounterpointServer;
let ours: FixtureRoom;
let theirs: FixtureRoom;

beforeAll(async () => {
  server = await startCounterpoint();
  const [first, second] = await makeFixtureRooms(server.dataDir, 2);
  if (first === undefined || second === undefined) throw new Error('the fixture made no rooms');
  ours = first;
  theirs = second;
});
afterAll(async () => {
  await server.stop();
  await server.clean();
});

const cookieOf = (room: FixtureRoom, nth = 0): string => room.users[nth]?.cookie ?? '';

function send(room: string, body: BodyInit, headers: Record<string, string>): Promise<Response> {
  return fetch(`${server.address}/rooms/${room}/images`, {
    method: 'POST',
    body,
    headers: { origin: server.address, accept: 'application/json', 'content-type': 'image/png', ...headers },
    redirect: 'manual',
  });
}

async function get(path: string, cookie: string): Promise<Response> {
  return fetch(server.address + path, { headers: cookie === '' ? {} : { cookie }, redirect: 'manual' });
}

test('a picture is served to members alone, and can do nothing when it is opened by itself', async () => {
  const sent = await send(ours.room, tinyPng, { cookie: cookieOf(ours) });
  expect(sent.status).toBe(201);
  const { id } = (await sent.json()) as { id: string };
  const path = `/rooms/${ours.room}/images/${id}`;
  const seen = await get(path, cookieOf(ours, 1));
  expect(seen.status).toBe(200);
  expect(new Uint8Array(await seen.arrayBuffer())).toEqual(tinyPng);
  expect(Object.fromEntries(seen.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox') as string,
    'cache-control': 'private, max-age=31536000, immutable',
  });
  expect((await get(path, '')).status, 'nobody is signed in').toBe(401);
  expect((await get(path, cookieOf(theirs))).status, 'a stranger').toBe(404);
  expect((await get(`/rooms/${theirs.room}/images/${id}`, cookieOf(theirs))).status, 'by another room').toBe(404);
  expect((await get(`/rooms/${ours.room}/images/no-such-one`, cookieOf(ours))).status).toBe(404);
});

test('only peers of the room, from this site, add pictures, and only pictures', async () => {
  const cookie = cookieOf(ours);
  expect((await send(ours.room, tinyPng, {})).status, 'nobody is signed in').toBe(401);
  expect((await send(ours.room, tinyPng, { cookie: cookieOf(theirs) })).status, 'a stranger').toBe(404);
  expect((await send(ours.room, tinyPng, { cookie, origin: 'https://evil.example' })).status).toBe(403);
  const svg = await send(ours.room, '<svg xmlns="http://www.w3.org/2000/svg"/>', { cookie });
  expect([svg.status, ((await svg.json()) as { message: string }).message]).toEqual([
    415,
    'That is no picture that can be shown: send a PNG, JPEG, WebP or GIF.',
  ]);
  const padded = new Uint8Array(2 * 1024 * 1024);
  padded.set(tinyPng);
  expect((await send(ours.room, padded, { cookie })).status, 'larger than a form, and what hangs on is cut off').toBe(
    201,
  );
  expect((await send(ours.room, new Uint8Array(5.5 * 1024 * 1024), { cookie })).status).toBe(413);
  expect((await send(ours.room, new Uint8Array(50 * 1024 * 1024), { cookie })).status).toBe(413);
});
