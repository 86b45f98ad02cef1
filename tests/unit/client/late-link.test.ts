import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLateLink } from '#lib/client/session/late-link.ts';
import type { LinkListener, SessionLink } from '#lib/client/session/session-link.ts';

const listener = () =>
  ({
    connected: vi.fn(),
    lost: vi.fn<LinkListener['lost']>(),
    refused: vi.fn(),
    flowChanged: vi.fn(),
    presenceChanged: vi.fn(),
    reacted: vi.fn(),
    sessionEnded: vi.fn(),
  }) satisfies LinkListener;

function standIn() {
  const answer = () => Promise.resolve({ ok: true as const });
  return {
    open: vi.fn<SessionLink['open']>(),
    close: vi.fn<SessionLink['close']>(),
    wake: vi.fn(),
    restart: vi.fn(),
    join: () => Promise.resolve({ ok: false, error: 'not-found' }),
    command: () => Promise.resolve({ ok: false, error: 'flow-not-now' }),
    setPresence: answer,
    setMark: answer,
    react: answer,
    note: answer,
    readClock: () => Promise.resolve({ ok: true, now: 7 }),
  } satisfies SessionLink;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('connects within a second of opening, and passes on what is asked from then on', async () => {
  const made = standIn();
  const link = createLateLink(() => Promise.resolve(() => made));
  const heard = listener();
  link.open(heard);
  expect(made.open).not.toHaveBeenCalled();
  expect(await link.readClock()).toEqual({ ok: false, error: 'not-connected' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(made.open).toHaveBeenCalledExactlyOnceWith(heard);
  expect(await link.readClock()).toEqual({ ok: true, now: 7 });
});

it('tries again when its code could not be fetched, and says meanwhile that there is no connection', async () => {
  const made = standIn();
  const load = vi.fn<() => Promise<() => SessionLink>>();
  load.mockRejectedValueOnce(new TypeError('failed to fetch')).mockResolvedValue(() => made);
  const link = createLateLink(load);
  const heard = listener();
  link.open(heard);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard.lost).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(made.open).toHaveBeenCalledExactlyOnceWith(heard);
});

it('connects at once when the tab wakes up, and only once', async () => {
  const made = standIn();
  const link = createLateLink(() => Promise.resolve(() => made));
  link.open(listener());
  link.wake();
  link.wake();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(made.open).toHaveBeenCalledOnce();
});

it('does not connect after it was closed', async () => {
  const made = standIn();
  const link = createLateLink(() => Promise.resolve(() => made));
  link.open(listener());
  link.close();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(made.open).not.toHaveBeenCalled();
});
