import type { CardKind } from '#lib/domain/card.ts';
import type { Direction } from './next-card.ts';

/** What a key asks of the board. */
export type BoardCommand =
  | { type: 'add'; kind: CardKind }
  | { type: 'go'; direction: Direction }
  | { type: 'nudge'; direction: Direction; fine: boolean }
  | { type: 'write'; typed: string }
  | { type: 'details' | 'link' | 'delete' | 'escape' | 'undo' | 'redo' | 'select-all' | 'help' | 'outline' }
  | { type: 'fit' | 'fit-zone' | 'zoom-in' | 'zoom-out' | 'zoom-whole' };

/** The parts of a keyboard event that matter here. */
export type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const adds: Readonly<Record<string, CardKind>> = { g: 'goal', q: 'question', a: 'action', n: 'note' };

const plain: Readonly<Record<string, BoardCommand>> = {
  Enter: { type: 'write', typed: '' },
  F2: { type: 'write', typed: '' },
  Delete: { type: 'delete' },
  Backspace: { type: 'delete' },
  Escape: { type: 'escape' },
  e: { type: 'details' },
  l: { type: 'link' },
  o: { type: 'outline' },
  '?': { type: 'help' },
  '1': { type: 'fit' },
  '2': { type: 'fit-zone' },
  '0': { type: 'zoom-whole' },
  '+': { type: 'zoom-in' },
  '=': { type: 'zoom-in' },
  '-': { type: 'zoom-out' },
};

/** `Tab`, `F5`, `PageUp`: keys that are called by a word do not write one. */
const isNamedKey = /^(?:[A-Z][A-Za-z]+\d*|F\d+)$/u;

/**
 * The command of a key pressed while the board, and no text, has the focus; null when it has none. On a selected card,
 * a letter that is no shortcut (capitals never are) begins writing in it.
 */
export function commandOf(key: Key, cardSelected: boolean): BoardCommand | null {
  if (key.ctrlKey || key.metaKey) return key.altKey ? null : withControl(key);
  const direction = arrows[key.key];
  if (direction !== undefined) {
    return key.shiftKey || key.altKey ? { type: 'nudge', direction, fine: key.altKey } : { type: 'go', direction };
  }
  if (key.altKey) return null;
  const kind = adds[key.key];
  if (kind !== undefined) return { type: 'add', kind };
  const command = plain[key.key];
  if (command !== undefined) return command;
  const isCharacter = key.key.trim() !== '' && !isNamedKey.test(key.key);
  return cardSelected && isCharacter ? { type: 'write', typed: key.key } : null;
}

function withControl(key: Key): BoardCommand | null {
  switch (key.key.toLowerCase()) {
    case 'z':
      return { type: key.shiftKey ? 'redo' : 'undo' };
    case 'y':
      return { type: 'redo' };
    case 'a':
      return { type: 'select-all' };
    default:
      return null;
  }
}

/** All keys, for the sheet that explains them. `Mod` is Ctrl, or Cmd on a Mac. */
export const shortcuts: readonly { title: string; keys: readonly { keys: string[]; does: string }[] }[] = [
  {
    title: 'Add',
    keys: [
      { keys: ['G'], does: 'Goal' },
      { keys: ['Q'], does: 'Question' },
      { keys: ['A'], does: 'Action' },
      { keys: ['N'], does: 'Note' },
      { keys: ['Double-click'], does: 'Choose a kind for that spot' },
    ],
  },
  {
    title: 'Cards',
    keys: [
      { keys: ['←', '↑', '→', '↓'], does: 'Go to the next card that way' },
      { keys: ['Enter'], does: 'Write in the card; a capital letter starts writing at once' },
      { keys: ['Esc'], does: 'Back to the card, then to the board' },
      { keys: ['E'], does: 'Details: owner, date, colour, links' },
      { keys: ['L'], does: 'Link from this card: arrows choose, Enter links' },
      { keys: ['Shift', 'arrow'], does: 'Move the card' },
      { keys: ['Alt', 'arrow'], does: 'Move it a little' },
      { keys: ['Delete'], does: 'Delete cards or a link' },
    ],
  },
  {
    title: 'Board',
    keys: [
      { keys: ['Mod', 'Z'], does: 'Undo what you did last' },
      { keys: ['Mod', 'Shift', 'Z'], does: 'Redo' },
      { keys: ['Mod', 'A'], does: 'Select all cards' },
      { keys: ['Shift', 'drag'], does: 'Select the cards in an area' },
      { keys: ['1'], does: 'Fit the whole board' },
      { keys: ['2'], does: 'Go to the zone of the current step' },
      { keys: ['0'], does: 'Zoom to 100%' },
      { keys: ['+'], does: 'Zoom in' },
      { keys: ['-'], does: 'Zoom out' },
      { keys: ['O'], does: 'Outline: the board as a list' },
      { keys: ['?'], does: 'This sheet' },
    ],
  },
];
