import { withContent } from '#lib/domain/board/frame-content.ts';
import type { Desk } from '#lib/ui/board/commands/board-command.ts';
import { clipOf, clipText, clipType } from './board-clip.ts';
import { itemsIn } from '#lib/ui/board/board-words.ts';
import { loadPasting } from '#lib/ui/board/commands/board-deeds.ts';
import { takesOwnKeys } from '#lib/ui/board/commands/own-keys.ts';

/**
 * The clipboard of the board. Keys and menus of the browser come as events, which may carry a form of our own next to
 * the text. The palette can only read and write text: it remembers what the text stood for, as long as the page lives.
 */
export class CanvasClipboard {
  readonly #desk: Desk;
  #last: { text: string; clip: string } | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  readonly oncopy = (event: ClipboardEvent): void => {
    if (takesOwnKeys(event.target) || hasMarkedText()) return;
    const copied = this.#take();
    if (copied === null || event.clipboardData === null) return;
    event.clipboardData.setData('text/plain', copied.text);
    event.clipboardData.setData(clipType, copied.clip);
    event.preventDefault();
  };

  readonly oncut = (event: ClipboardEvent): void => {
    this.oncopy(event);
    if (event.defaultPrevented && this.#desk.stage.canWrite) this.#removeCut();
  };

  readonly onpaste = (event: ClipboardEvent): void => {
    const { stage, sight, pictures } = this.#desk;
    if (!stage.canWrite) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const files = [...(event.clipboardData?.files ?? [])];
    // A text has no use for pictures, so they go on the board from there too. Tables come as both: they are text here.
    if (files.length > 0 && text === '') {
      event.preventDefault();
      pictures.add(files, sight.spot());
      return;
    }
    if (takesOwnKeys(event.target)) return;
    const clip = event.clipboardData?.getData(clipType) ?? '';
    if (text === '' && clip === '') return;
    event.preventDefault();
    void this.#paste(text, clip);
  };

  async copy(): Promise<void> {
    const copied = this.#take();
    if (copied === null) return;
    try {
      await navigator.clipboard.writeText(copied.text);
    } catch {
      // Kept for pasting in this page all the same; other programs do not get it.
    }
  }

  async cut(): Promise<void> {
    await this.copy();
    this.#removeCut();
  }

  async paste(): Promise<void> {
    let text = this.#last?.text ?? '';
    try {
      text = await navigator.clipboard.readText();
    } catch {
      if (this.#last === null) {
        this.#desk.stage.notify('The browser does not let this page read the clipboard. Press Ctrl+V (⌘V) instead.');
        return;
      }
    }
    await this.#paste(text, '');
  }

  #take(): { text: string; clip: string } | null {
    const { stage } = this.#desk;
    const { cards, links, frames, images, ink } = stage.board;
    const clip = clipOf({ cards, links, frames, images, ink: ink.all }, stage.chosen, stage.room);
    if (clip === null) return null;
    this.#last = { text: clipText(clip), clip: JSON.stringify(clip) };
    stage.announce(`${itemsIn(stage.board, stage.chosen)} copied`);
    return this.#last;
  }

  #removeCut(): void {
    const { stage } = this.#desk;
    const { cards, frames, images, ink } = stage.board;
    // A frame was copied with what lies in it, so that goes with it.
    stage.remove(withContent({ cards, frames, images, ink: ink.all }, stage.chosen));
    stage.focusOn.canvas();
  }

  async #paste(text: string, clip: string): Promise<void> {
    const { stage, sight } = this.#desk;
    const own = clip === '' && this.#last?.text === normalised(text) ? this.#last.clip : clip;
    try {
      const { pasteCards } = await loadPasting();
      await pasteCards(this.#desk, { clip: own, text }, sight.spot(), stage.proposedKind ?? 'note');
    } catch (error) {
      stage.notify(
        'Nothing was pasted: a part of the program could not be fetched. Check the connection and try again.',
      );
      console.error(error);
    }
  }
}

/** Windows hands text back with other ends of lines. */
const normalised = (text: string): string => text.replace(/\r\n/gu, '\n');

/** Words marked with the mouse are what one means to copy. */
function hasMarkedText(): boolean {
  return getSelection()?.isCollapsed === false;
}
