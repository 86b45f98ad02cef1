import { describe, expect, it } from 'vitest';
import { boardStatus, reconnectDelay, refusalOf, type BoardFacts } from '#lib/client/board/board-status.ts';
import { boardClose, comeBackStretch, comeBackWithin } from '#lib/protocol/board-messages.ts';

const calm: BoardFacts = {
  refused: null,
  trouble: null,
  denied: false,
  online: true,
  connected: true,
  synced: true,
  everSynced: true,
  failures: 0,
  readOnly: false,
  waiting: 0,
  settled: true,
};
const state = (facts: Partial<BoardFacts>): string => boardStatus({ ...calm, ...facts }).state;

describe('the badge of the board', () => {
  it('says saved when the server has stored everything', () => {
    expect(boardStatus(calm)).toEqual({ state: 'saved', waiting: 0 });
  });

  it('says saving while a change waits, and while the server has not confirmed that it lacks nothing', () => {
    expect(boardStatus({ ...calm, waiting: 2, settled: false })).toEqual({ state: 'saving', waiting: 2 });
    expect(state({ settled: false })).toBe('saving');
    expect(state({ waiting: 1 })).toBe('saving');
  });

  it('never says saved before everything from the server has arrived', () => {
    expect(state({ synced: false, everSynced: false })).toBe('connecting');
    expect(state({ synced: false })).toBe('reconnecting');
  });

  it('says connecting at first, reconnecting after a failure, offline when it lasts', () => {
    const first = { connected: false, synced: false, everSynced: false, settled: false };
    expect(state(first)).toBe('connecting');
    expect(state({ ...first, failures: 1 })).toBe('reconnecting');
    expect(state({ ...first, failures: 5 })).toBe('offline');
  });

  it('says offline at once when the browser has no network, and how much waits', () => {
    const lost = { ...calm, online: false, connected: false, synced: false, settled: false, waiting: 7 };
    expect(boardStatus(lost)).toEqual({ state: 'offline', waiting: 7 });
  });

  it('believes a connection that works more than a browser that thinks it is offline', () => {
    expect(state({ online: false })).toBe('saved');
  });

  it('calls a read-only board saved as soon as it is in step: there is nothing to store', () => {
    expect(state({ readOnly: true, settled: false })).toBe('saved');
  });

  it('says that writing is refused when something waits on a board that takes nothing, and never calls that saved', () => {
    const refused = { state: 'refused', waiting: 2, reason: 'read-only' };
    expect(boardStatus({ ...calm, denied: true, waiting: 2, settled: false })).toEqual(refused);
    expect(boardStatus({ ...calm, readOnly: true, waiting: 2, settled: false })).toEqual(refused);
  });

  it('says what stands in the way while it comes back by itself', () => {
    const away = { ...calm, connected: false, synced: false, settled: false, failures: 2 };
    expect(boardStatus({ ...away, trouble: 'too-many-open' })).toEqual({
      state: 'reconnecting',
      waiting: 0,
      reason: 'too-many-open',
    });
  });

  it('says refused with the reason, whatever else is the case', () => {
    expect(boardStatus({ ...calm, refused: 'not-allowed', waiting: 1 })).toEqual({
      state: 'refused',
      waiting: 1,
      reason: 'not-allowed',
    });
  });
});

describe('a closed connection', () => {
  it.each(Object.values(boardClose))('is tried again exactly when that can help: $reason', ({ code, retry }) => {
    expect(refusalOf(code) === null).toBe(retry);
  });

  it.each([1000, 1006, 1011, 1012, 4503])('is tried again after an ordinary end (%i)', (code) => {
    expect(refusalOf(code)).toBeNull();
  });

  it('is tried again within the stretch that a restarting server asked for', () => {
    const stretch = comeBackStretch(comeBackWithin(4_000));
    expect([0, 0.5, 1].map((chance) => reconnectDelay(1, chance, stretch))).toEqual([0, 2_000, 4_000]);
  });

  it('is tried later and later, at most after five seconds, and not by everybody at the same moment', () => {
    const soonest = [1, 2, 3, 4, 5, 6, 20].map((failures) => reconnectDelay(failures, 0));
    const latest = [1, 2, 3, 4, 5, 6, 20].map((failures) => reconnectDelay(failures, 1));
    expect(soonest).toEqual([125, 250, 500, 1000, 2000, 2500, 2500]);
    expect(latest).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  });
});
