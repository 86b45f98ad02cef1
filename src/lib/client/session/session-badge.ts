import type { ErrorCode } from '#lib/domain/errors.ts';
import type { BoardStatus } from '#lib/client/board/board-model.ts';
import { dismissalSentence } from './session-sentences.ts';

/** How the session's own connection stands. */
export type SessionConnection =
  /** `reason`: why the server does not let this page in just now, where a person can do something about it. */
  | { state: 'connecting' | 'reconnecting'; reason?: ErrorCode }
  | { state: 'live' }
  | { state: 'refused'; error: ErrorCode };

export interface Badge {
  /** `calm`: all is well; `busy`: will be in a moment; `held`: not connected, nothing lost; `wrong`: needs the person. */
  tone: 'calm' | 'busy' | 'held' | 'wrong';
  word: string;
  /** What it means and what to do: one or two sentences. */
  explanation: string;
}

const unsent = (waiting: number): string => (waiting === 1 ? '1 edit waits' : `${waiting} edits wait`);

const onlyThisPage = 'This browser keeps nothing, so leave this page open until then.';

/** While the device has no connection: "kept" is said only of what outlives the page. */
function offline({ waiting, copy }: BoardStatus): Badge {
  const tone = 'held';
  if (copy === 'none') {
    return {
      tone,
      word: waiting > 0 ? `Offline: leave this page open (${waiting} waiting)` : 'Offline: leave this page open',
      explanation: `This device has no connection. You can go on writing: it is sent when the connection is back. ${onlyThisPage}`,
    };
  }
  const explanation =
    'This device has no connection. Go on writing: everything is kept in this browser and sent when the connection is back.';
  if (waiting === 0) return { tone, word: 'Offline: edits are kept', explanation };
  return copy === 'all'
    ? { tone, word: `Offline: edits are kept (${waiting} waiting)`, explanation }
    : { tone, word: `Offline: keeping edits… (${waiting} waiting)`, explanation };
}

function reconnecting({ waiting, copy }: BoardStatus): Badge {
  const lost = 'The connection was lost and is being made again.';
  const held = waiting > 0 ? `${unsent(waiting)} in this browser until then.` : 'You can go on writing.';
  const kept = copy === 'none' ? onlyThisPage : 'Edits are kept in this browser.';
  return {
    tone: 'held',
    word: waiting > 0 ? `Reconnecting… (${waiting} waiting)` : 'Reconnecting…',
    explanation: waiting > 0 && copy !== 'none' ? `${lost} ${held}` : `${lost} ${held} ${kept}`,
  };
}

/**
 * One true word for both connections. The worse of the two speaks: "Saved" is said only when everything written is on
 * the server's disk and the session is live as well.
 */
export function badgeOf(
  session: SessionConnection,
  board: BoardStatus,
  {
    readOnly,
    online,
  }: { readOnly: boolean; /** Whether the browser believes that it has a network. */ online: boolean },
): Badge {
  if (session.state === 'refused') return refused(session.error, board.waiting);
  if (board.state === 'refused') return refused(board.reason ?? 'unavailable', board.waiting);
  // It comes back by itself, but a person can do something about it: that is more worth saying than that it is away.
  if (board.reason !== undefined && (board.state === 'offline' || board.state === 'reconnecting'))
    return { ...refused(board.reason, board.waiting), tone: 'held' };
  if ('reason' in session && session.reason !== undefined)
    return { ...refused(session.reason, board.waiting), tone: 'held' };
  if (board.state === 'offline' || (!online && session.state !== 'live')) {
    return offline(board);
  }
  if (session.state === 'reconnecting' || board.state === 'reconnecting') {
    return reconnecting(board);
  }
  if (session.state === 'connecting' || board.state === 'connecting') {
    return {
      tone: 'busy',
      word: 'Connecting…',
      explanation: 'The board and the clock are being fetched from the server.',
    };
  }
  if (board.state === 'saving' || board.waiting > 0) {
    return {
      tone: 'busy',
      word: 'Saving…',
      explanation: 'Your latest edits are on their way to the disk of the server.',
    };
  }
  return readOnly
    ? { tone: 'calm', word: 'Connected', explanation: 'You see everything as it happens. You are here to read.' }
    : { tone: 'calm', word: 'Saved', explanation: 'Everything you wrote is on the disk of the server.' };
}

function refused(error: ErrorCode, waiting: number): Badge {
  const kept = waiting > 0 ? ` ${unsent(waiting)} in this browser.` : '';
  return { tone: 'wrong', word: refusedWord(error), explanation: dismissalSentence(error) + kept };
}

function refusedWord(error: ErrorCode): string {
  switch (error) {
    case 'not-signed-in':
      return 'Signed out';
    case 'session-ended':
      return 'Ended: read only';
    case 'not-found':
    case 'not-allowed':
      return 'No longer a member';
    case 'too-large':
    case 'board-full':
    case 'read-only':
    case 'bad-request':
      return 'Not saving';
    default:
      return 'Not connected';
  }
}
