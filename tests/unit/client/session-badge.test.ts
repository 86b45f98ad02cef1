import { describe, expect, it } from 'vitest';
import type { BoardStatus } from '#lib/client/board/board-model.ts';
import { badgeOf, type SessionConnection } from '#lib/client/session/session-badge.ts';
import { errorSentences } from '#lib/domain/errors.ts';

const live: SessionConnection = { state: 'live' };
const writing = { readOnly: false, online: true };
const saved: BoardStatus = { state: 'saved', waiting: 0, copy: 'all' };

describe('the badge', () => {
  it('says Saved only when the session is live and nothing waits', () => {
    expect(badgeOf(live, saved, writing)).toMatchObject({ tone: 'calm', word: 'Saved' });
    const others: SessionConnection[] = [
      { state: 'connecting' },
      { state: 'reconnecting' },
      { state: 'refused', error: 'not-found' },
    ];
    for (const session of others) expect(badgeOf(session, saved, writing).word).not.toBe('Saved');
    for (const state of ['connecting', 'saving', 'offline', 'reconnecting', 'refused'] as const) {
      expect(badgeOf(live, { ...saved, state, waiting: 0 }, writing).word).not.toBe('Saved');
    }
    expect(badgeOf(live, { ...saved, state: 'saved', waiting: 1 }, writing).word).toBe('Saving…');
  });

  it('does not promise saving to somebody who only reads', () => {
    expect(badgeOf(live, saved, { readOnly: true, online: true }).word).toBe('Connected');
  });

  it('counts the edits that wait while there is no network', () => {
    expect(badgeOf({ state: 'reconnecting' }, { ...saved, state: 'offline', waiting: 3 }, writing)).toMatchObject({
      tone: 'held',
      word: 'Offline: edits are kept (3 waiting)',
    });
    expect(badgeOf(live, { ...saved, state: 'offline', waiting: 0 }, writing).word).toBe('Offline: edits are kept');
  });

  it('says kept only of what outlives the page', () => {
    const offline = { ...saved, state: 'offline', waiting: 2 } as const;
    expect(badgeOf(live, { ...offline, copy: 'writing' }, writing).word).toBe('Offline: keeping edits… (2 waiting)');
    const nowhere = badgeOf(live, { ...offline, copy: 'none' }, writing);
    expect(nowhere.word).toBe('Offline: leave this page open (2 waiting)');
    expect(nowhere.explanation).not.toContain('kept');
    const back = badgeOf(live, { ...offline, state: 'reconnecting', copy: 'none' }, writing);
    expect(back.explanation).toContain('leave this page open');
  });

  it('does not call it reconnecting where the device itself has no network', () => {
    const word = badgeOf({ state: 'reconnecting' }, saved, { readOnly: false, online: false }).word;
    expect(word).toBe('Offline: edits are kept');
  });

  it('says Reconnecting when either of the two connections is lost', () => {
    expect(badgeOf({ state: 'reconnecting' }, saved, writing)).toMatchObject({ tone: 'held', word: 'Reconnecting…' });
    const board = badgeOf(live, { ...saved, state: 'reconnecting', waiting: 1 }, writing);
    expect(board.word).toBe('Reconnecting… (1 waiting)');
    expect(board.explanation).toContain('1 edit waits');
  });

  it('gives the reason when the server does not let the page in, before anything else', () => {
    const badge = badgeOf(
      { state: 'refused', error: 'not-signed-in' },
      { ...saved, state: 'offline', waiting: 2 },
      writing,
    );
    expect(badge).toMatchObject({ tone: 'wrong', word: 'Signed out' });
    expect(badge.explanation).toContain('You are signed out');
    expect(badge.explanation).toContain('2 edits wait in this browser');
    expect(badgeOf(live, { ...saved, state: 'refused', waiting: 0, reason: 'too-large' }, writing).explanation).toBe(
      errorSentences['too-large'],
    );
  });

  it('never calls edits saved that a board does not take, and says what to do about it', () => {
    for (const reason of ['read-only', 'board-full'] as const) {
      const badge = badgeOf(live, { ...saved, state: 'refused', waiting: 2, reason }, writing);
      expect(badge).toMatchObject({ tone: 'wrong', word: 'Not saving' });
      expect(badge.explanation).toContain(errorSentences[reason]);
      expect(badge.explanation).toContain('2 edits wait in this browser');
    }
  });

  it('says why a board stays away where a person can do something about it', () => {
    for (const reason of ['too-many-open', 'address-crowded', 'too-fast', 'board-damaged'] as const) {
      const badge = badgeOf(live, { ...saved, state: 'reconnecting', waiting: 0, reason }, writing);
      expect(badge).toMatchObject({ tone: 'held', word: 'Not connected', explanation: errorSentences[reason] });
    }
  });

  it('says why a session stays away where a person can do something about it', () => {
    for (const reason of ['too-many-pages', 'address-crowded'] as const) {
      const badge = badgeOf({ state: 'connecting', reason }, { ...saved, waiting: 0 }, writing);
      expect(badge).toMatchObject({ tone: 'held', word: 'Not connected', explanation: errorSentences[reason] });
    }
  });
});
