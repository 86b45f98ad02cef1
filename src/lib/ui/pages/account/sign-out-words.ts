import { countFigures } from '#lib/ui/pages/count-words.ts';

const unsentWords = (boards: number): string =>
  `${countFigures(boards, 'board has', 'boards have')} words that are not on the server yet. Signing out deletes them from this browser. To keep them, stay signed in and open ${
    boards === 1 ? 'that board' : 'those boards'
  } with a connection.`;

const noWayBack =
  'You are a guest without an account. Once you sign out, there is no way back into your rooms, your boards and your promises. Your peers keep the rooms.';

/** What signing out would cost, for the question before it; null when it costs nothing and nothing is asked. */
export function signOutCost(cost: { isGuest: boolean; unsentBoards: number }): string | null {
  const parts = [
    ...(cost.unsentBoards > 0 ? [unsentWords(cost.unsentBoards)] : []),
    ...(cost.isGuest ? [noWayBack] : []),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}
