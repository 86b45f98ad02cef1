import type { Card, CardKind } from '#lib/domain/board/card.ts';
import type { OutlineDesk } from './outline-desk.svelte.ts';

const adds: Readonly<Record<string, CardKind>> = { g: 'goal', q: 'question', a: 'action', n: 'note' };

/** What the keys do, for those who look them up. */
export const outlineKeys: readonly { keys: string; does: string }[] = [
  { keys: '↑ ↓', does: 'Go to the card before or after' },
  { keys: 'Enter', does: 'Write in the card; Esc goes back to it' },
  { keys: 'G Q A N', does: 'Add a goal, question, action or note to the same zone' },
  { keys: 'E', does: 'Details: owner, date, kind, colour, links and their words, place' },
  { keys: 'L', does: 'Link to another card' },
  { keys: 'Shift ↑ ↓', does: 'Move the card up or down among its kind' },
  { keys: 'Shift ← →', does: 'Move it to the zone before or after' },
  { keys: 'Delete', does: 'Delete the card' },
  { keys: 'Ctrl Z', does: 'Undo; with Shift, redo (⌘ on a Mac)' },
  { keys: 'W B H', does: 'Follow the other, ask to come and look, show the card to all' },
  { keys: 'V . ,', does: 'Choose with dots; put one on the card, take one back' },
  { keys: 'O', does: 'Go to the canvas, to the same card' },
];

/** Carries out what a key means while a card has the focus. Returns whether it meant anything. */
export function obeyCardKey(event: KeyboardEvent, card: Card, desk: OutlineDesk): boolean {
  const { stage } = desk;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  switch (event.shiftKey ? `Shift+${event.key}` : event.key) {
    case 'ArrowDown':
      desk.go(card.id, 'next');
      return true;
    case 'ArrowUp':
      desk.go(card.id, 'previous');
      return true;
    case 'Home':
      desk.go(card.id, 'first');
      return true;
    case 'End':
      desk.go(card.id, 'last');
      return true;
    case 'o':
      stage.outlineOpen = false;
      return true;
    case 'w':
      stage.together.followNext();
      return true;
    case 'Escape':
      if (stage.together.following === null) return false;
      stage.together.stopFollowing();
      return true;
  }
  return stage.canWrite && change(event, card, desk);
}

function change(event: KeyboardEvent, card: Card, desk: OutlineDesk): boolean {
  const { stage } = desk;
  switch (event.shiftKey ? `Shift+${event.key}` : event.key) {
    case 'Enter':
    case 'F2':
      stage.write(card.id);
      return true;
    case 'e':
      stage.openDetails(card.id);
      return true;
    case 'l':
      desk.chooseLink(card.id);
      return true;
    case 'b':
      stage.together.bring();
      return true;
    case 'h':
      stage.toggleLight();
      return true;
    case 'v':
      if (stage.ballot.round === null) stage.prepareDots();
      return true;
    case '.':
      stage.ballot.put(card.id);
      return true;
    case ',':
      stage.ballot.take(card.id);
      return true;
    case 'Delete':
    case 'Backspace':
      desk.remove(card);
      return true;
    case 'Shift+ArrowUp':
      desk.move(card, 'up');
      return true;
    case 'Shift+ArrowDown':
      desk.move(card, 'down');
      return true;
    case 'Shift+ArrowLeft':
      desk.moveBeside(card, 'before');
      return true;
    case 'Shift+ArrowRight':
      desk.moveBeside(card, 'after');
      return true;
  }
  const kind = event.shiftKey ? undefined : adds[event.key];
  if (kind === undefined) return false;
  desk.addBeside(kind, card.id);
  return true;
}

/** Undo and redo, wherever in the outline one is, texts and fields left out: those have an undo of their own. */
export function obeyUndoKey(event: KeyboardEvent, desk: OutlineDesk): boolean {
  const { stage } = desk;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !stage.canWrite) return false;
  const key = event.key.toLowerCase();
  if (key === 'z' && !event.shiftKey) return undo(desk);
  if (key === 'y' || key === 'z') return redo(desk);
  return false;
}

export function undo({ stage }: OutlineDesk): true {
  stage.announce(stage.board.canUndo ? 'Undone' : 'There is nothing to undo');
  stage.board.undo();
  return true;
}

export function redo({ stage }: OutlineDesk): true {
  stage.announce(stage.board.canRedo ? 'Done again' : 'There is nothing to redo');
  stage.board.redo();
  return true;
}
