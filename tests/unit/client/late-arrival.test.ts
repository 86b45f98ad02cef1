import { beforeEach, expect, test, vi } from 'vitest';
import { LateArrival } from '#lib/client/session/late-arrival.svelte.ts';
import type { SessionConnection } from '#lib/client/session/session-badge.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';

const session = {
  id: 'session-id-1',
  number: 1,
  status: 'live' as const,
  room: { id: 'room-id-01', name: 'Mondays' },
};
const inLobby = lobby(['ama', 'jonas']);
const started = transition(inLobby, { type: 'start', by: 'ama', at: 1_800_000_000_000 }, defaultFormat);
if (!started.ok) throw new Error(started.error);
const underWay = started.state;

/** One loading of the page, as it stands while it connects. */
class Page {
  client = { session, connection: { state: 'connecting' } as SessionConnection };
  view = { atDoor: false, flow: inLobby };
  arrival = new LateArrival(this.client, this.view, { contents: { cards: [], frames: [] } });

  comeIn(flow: typeof inLobby): void {
    this.view.flow = flow;
    this.client.connection = { state: 'live' };
    this.arrival.follow();
  }
}

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  return () => void vi.unstubAllGlobals();
});

test('whoever comes in when the session is under way is late, until they are up to date', () => {
  const page = new Page();
  page.comeIn(underWay);
  expect(page.arrival.late).toBe(true);
  page.arrival.putAway();
  expect(page.arrival.late).toBe(false);
});

test('nobody who waited in the lobby is late, also when the connection breaks after the start', () => {
  const page = new Page();
  page.comeIn(inLobby);
  page.client.connection = { state: 'reconnecting' };
  page.arrival.follow();
  page.comeIn(underWay);
  expect(page.arrival.late).toBe(false);
});

test('a page that was there before is not late after a reload', () => {
  new Page().comeIn(underWay);
  const reloaded = new Page();
  reloaded.comeIn(underWay);
  expect(reloaded.arrival.late).toBe(false);
});

test('an observer comes in when the door opens, not when the page connects', () => {
  const page = new Page();
  page.view.atDoor = true;
  page.comeIn(underWay);
  expect(page.arrival.late).toBe(false);
  page.view.atDoor = false;
  page.arrival.follow();
  expect(page.arrival.late).toBe(true);
});
