import { tick } from 'svelte';
import type { Desk } from '#lib/ui/board/commands/board-command.ts';

/** Nodes that lie in the pile: cards and pictures. */
export const pileNodes = '.svelte-flow__node-card, .svelte-flow__node-image';

/** Where the focus of the keyboard is on the canvas: it goes from item to item, and the view goes along. */
export class CanvasFocus {
  readonly #desk: Desk;
  readonly #element: () => HTMLElement | undefined;

  /** `element` is the canvas, once it is there. */
  constructor(desk: Desk, element: () => HTMLElement | undefined) {
    this.#desk = desk;
    this.#element = element;
  }

  /** Selects a card or picture, gives it the focus and brings it into sight. */
  async item(id: string): Promise<void> {
    const { canvas, sight } = this.#desk;
    canvas.setTabStop(id);
    canvas.select([id]);
    await tick();
    this.#focusNode(id);
    await sight.reveal(id);
  }

  /** Writing needs the card selected, in sight and legible; keys go to it even before its editor is there. */
  async prepareToWrite(id: string): Promise<void> {
    const { canvas, sight } = this.#desk;
    canvas.setTabStop(id);
    canvas.select([id]);
    await tick();
    if (document.activeElement?.closest('.cm-editor') == null) this.#focusNode(id);
    await sight.reveal(id, true);
  }

  /** Coming from the outline: a canvas that has only just opened shows its cards once it has measured them. */
  async arrive(): Promise<void> {
    const { stage } = this.#desk;
    if (!stage.arrive()) return;
    const isWaiting = (): boolean =>
      document.activeElement === document.body || document.activeElement === this.#element();
    for (let frames = 0; frames < 60 && this.#element() !== undefined && isWaiting(); frames += 1) {
      await new Promise(requestAnimationFrame);
      if (stage.alone !== null) this.#focusNode(stage.alone.id);
    }
  }

  /** An item that is come to by keyboard is selected and brought into sight. */
  readonly onfocusin = (event: FocusEvent): void => {
    const { stage, canvas, sight } = this.#desk;
    const item = event.target instanceof HTMLElement && event.target.matches(pileNodes) ? event.target : null;
    const id = item?.dataset['id'];
    if (item === null || id === undefined) return;
    canvas.setTabStop(id);
    if (item.matches(':focus-visible') && !stage.selection.includes(id)) {
      canvas.select([id]);
      void sight.reveal(id);
    }
  };

  #focusNode(id: string): void {
    const element = this.#element();
    const node = element?.querySelector<HTMLElement>(`.svelte-flow__node[data-id="${CSS.escape(id)}"]`);
    node?.focus({ preventScroll: true });
    if (!element?.contains(document.activeElement)) element?.focus({ preventScroll: true });
  }
}
