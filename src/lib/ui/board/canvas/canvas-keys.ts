import type { Desk } from '#lib/ui/board/commands/board-command.ts';
import { commandOfKey, perform } from '#lib/ui/board/commands/board-commands.ts';
import { characterOf, keyName } from '#lib/ui/board/commands/board-keys.ts';
import { meansBoard, takesOwnKeys } from '#lib/ui/board/commands/own-keys.ts';

/** What keys mean while the board, and no text, has the focus. */
export class CanvasKeys {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  readonly down = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    if (takesOwnKeys(event.target) && !isBesideSlider(event)) return;
    const { stage, mode } = this.#desk;
    // Whoever wrote in a card that was deleted under their hands goes on typing for a moment.
    if (stage.lost !== null) return;
    // What was asked for is on its way: what is typed meanwhile is meant for it, and is no command.
    if (stage.open !== null || mode.awaitsFinding) {
      const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (mode.awaitsFinding && isText) mode.find((mode.query ?? '') + event.key);
      if (isText) event.preventDefault();
      return;
    }
    if (stage.writing !== null) {
      // The editor is on its way: what is typed meanwhile goes into it.
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
        stage.typedAhead += event.key;
        event.preventDefault();
      }
      return;
    }
    const isButton = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
    if (isButton && (event.key === 'Enter' || event.key === ' ')) return;
    if (this.#obey(event)) event.preventDefault();
  };

  /** With the focus nowhere, or on a button beside the board, keys still mean a board that one can write on. */
  readonly downOnWindow = (event: KeyboardEvent): void => {
    if (meansBoard(event.target) && this.#desk.stage.canWrite) this.down(event);
  };

  /** Cards that arrow keys move are let go of with the key. */
  readonly up = (event: KeyboardEvent): void => {
    if (event.key.startsWith('Arrow')) this.#desk.canvas.hold.drop();
  };

  /** Returns whether the key did anything, so that it goes no further. */
  #obey(event: KeyboardEvent): boolean {
    const { stage } = this.#desk;
    const name = keyName(event);
    const command = name === null ? null : commandOfKey(name, stage.linking !== null);
    // The browser turns these into events of the clipboard.
    if (command?.native === true) return false;
    if (command !== null) return perform(command, this.#desk);
    // On a selected card, a letter that is no shortcut (capitals never are) begins writing in it.
    const character = characterOf(event);
    if (stage.linking !== null || stage.selected === null || character === null || !stage.canWrite) return false;
    stage.write(stage.selected, character);
    return true;
  }
}

/** A slider on a card needs the arrow keys and their like, and none that are pressed with Ctrl. */
function isBesideSlider({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && target instanceof HTMLInputElement && target.type === 'range';
}
