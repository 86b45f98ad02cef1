import { requestInvite } from '#lib/client/session/session-invite.ts';
import { errorSentences } from '#lib/domain/errors.ts';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
});

const answering = (body: string, status = 200): void => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));
};

test('the link that the server made is handed on', async () => {
  const made = { link: 'http://127.0.0.1:3000/join/abc', expiresAt: 7 };
  answering(JSON.stringify(made));
  expect(await requestInvite('room-000001')).toEqual({ ok: true, ...made });
});

test('a refusal is shown in the server’s own words', async () => {
  answering(JSON.stringify({ message: errorSentences['not-signed-in'] }), 401);
  expect(await requestInvite('room-000001')).toEqual({ ok: false, sentence: errorSentences['not-signed-in'] });
});

test('an answer that is no answer of ours is not called a lost connection', async () => {
  answering('<!doctype html><title>Bad gateway</title>', 502);
  expect(await requestInvite('room-000001')).toEqual({ ok: false, sentence: errorSentences.unavailable });
});

test('a server that cannot be reached is called that', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
  expect(await requestInvite('room-000001')).toEqual({
    ok: false,
    sentence: expect.stringContaining('could not be reached') as string,
  });
});
