import type { BoardCommand } from './board-keys.ts';
import type { BoardStage } from './board-stage.svelte.ts';
import { gist } from './board-words.ts';
import type { CanvasSight } from './canvas-sight.svelte.ts';
import type { CanvasState } from './canvas-state.svelte.ts';
import { nearestCard, nextCard } from './next-card.ts';

export interface Desk {
  stage: BoardStage;
  canvas: CanvasState;
  sight: CanvasSight;
}

/** Carries out a command of the keyboard. Returns whether it did anything, so that the key goes no further. */
export function obey(command: BoardCommand, desk: Desk): boolean {
  const { stage, canvas, sight } = desk;
  if (stage.linking !== null) return chooseEnd(command, desk);
  switch (command.type) {
    case 'add':
      return stage.add(command.kind, { near: sight.middle() }) !== null;
    case 'go':
      return go(command.direction, desk);
    case 'nudge':
      if (stage.selection.length === 0) return false;
      canvas.nudge(command.direction, command.fine);
      return true;
    case 'write':
      if (stage.selected === null || !stage.canWrite) return false;
      stage.write(stage.selected, command.typed);
      return true;
    case 'details':
      if (stage.selected === null) return false;
      stage.openDetails(stage.selected);
      return true;
    case 'link':
      if (stage.selected === null || !stage.canWrite) return false;
      stage.linking = { from: stage.selected, to: nearestCard(canvas.placed(), stage.selected), pointer: null };
      announceEnd(desk);
      return true;
    case 'delete':
      return remove(desk);
    case 'escape':
      return escape(desk);
    case 'undo':
      stage.board.undo();
      return true;
    case 'redo':
      stage.board.redo();
      return true;
    case 'select-all':
      canvas.select(stage.board.cards.map((card) => card.id));
      return true;
    case 'help':
      stage.helpOpen = true;
      return true;
    case 'outline':
      stage.outlineOpen = !stage.outlineOpen;
      return true;
    case 'fit':
      void sight.fit();
      return true;
    case 'fit-zone':
      void sight.fitZone();
      return true;
    case 'zoom-in':
      void sight.zoomIn();
      return true;
    case 'zoom-out':
      void sight.zoomOut();
      return true;
    case 'zoom-whole':
      void sight.zoomWhole();
      return true;
  }
}

function go(direction: Parameters<typeof nextCard>[2], { stage, canvas }: Desk): boolean {
  const from = stage.selection.at(-1) ?? null;
  const to = from === null ? (stage.board.cards[0]?.id ?? null) : nextCard(canvas.placed(), from, direction);
  if (to !== null) stage.focusOn.card(to);
  return true;
}

/** While a link is drawn by keyboard, arrows choose where it ends. */
function chooseEnd(command: BoardCommand, desk: Desk): boolean {
  const { stage, canvas } = desk;
  const { linking } = stage;
  if (linking === null) return false;
  switch (command.type) {
    case 'go': {
      const to = nextCard(canvas.placed(), linking.to ?? linking.from, command.direction);
      if (to !== null && to !== linking.from) stage.linking = { ...linking, to, pointer: null };
      announceEnd(desk);
      return true;
    }
    case 'write': {
      if (linking.to === null) return true;
      stage.finishLink(linking.to);
      return true;
    }
    case 'escape':
      stage.linking = null;
      stage.announce('No link was drawn');
      return true;
    default:
      return false;
  }
}

function announceEnd({ stage }: Desk): void {
  const to = stage.linking?.to ?? null;
  const card = to === null ? null : stage.board.card(to);
  stage.announce(
    card === null ? 'There is no other card to link to' : `Link to: ${gist(card)}. Enter links, Escape cancels.`,
  );
}

function remove({ stage }: Desk): boolean {
  if (!stage.canWrite) return false;
  if (stage.selection.length > 0) {
    stage.remove(stage.selection);
    stage.focusOn.canvas();
    return true;
  }
  if (stage.selectedLinks.length === 0) return false;
  stage.board.unlink(stage.selectedLinks);
  stage.announce('Link deleted');
  return true;
}

function escape({ stage, canvas }: Desk): boolean {
  if (stage.choosing !== null) stage.choosing = null;
  else if (stage.details !== null) stage.closeDetails();
  else if (stage.outlineOpen) stage.outlineOpen = false;
  else if (stage.selection.length + stage.selectedLinks.length > 0) {
    canvas.select([]);
    stage.focusOn.canvas();
  } else return false;
  return true;
}
