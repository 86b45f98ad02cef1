import { keepChoice, readChoice } from './kept-choice.ts';

/** On a window narrower than this, in pixels, the outline is what opens unless somebody chose otherwise. */
const narrowBelow = 600;

/** Which of the board's two views a person uses: the canvas, or the outline. Remembered on this device. */
export class BoardViewChoice {
  readonly #name: string;
  #outline = $state(false);
  #visitWanted = $state(false);
  #toWrite = $state<string | null>(null);

  /** `person` tells apart those who share a device; null: nobody who is known. */
  constructor(person: string | null) {
    this.#name = `board-view:${person ?? 'anybody'}`;
    // On the server nothing of the board is drawn yet.
    if (typeof matchMedia !== 'function') return;
    const kept = readChoice(this.#name);
    this.#outline = kept === null ? matchMedia(`(width < ${String(narrowBelow)}px)`).matches : kept === 'outline';
  }

  get outline(): boolean {
    return this.#outline;
  }

  choose(outline: boolean): void {
    if (this.#outline === outline) return;
    this.#outline = outline;
    keepChoice(this.#name, outline ? 'outline' : 'canvas');
  }

  /** Somebody has asked for the outline from elsewhere on the page, and wants to be taken to it. */
  get visitWanted(): boolean {
    return this.#visitWanted;
  }

  visitOutline(): void {
    this.choose(true);
    this.#visitWanted = true;
  }

  visited(): void {
    this.#visitWanted = false;
  }

  /** The card that was made elsewhere on the page and is to be written in; null when there is none. */
  get toWrite(): string | null {
    return this.#toWrite;
  }

  writeIn(card: string): void {
    this.#toWrite = card;
  }

  begun(): void {
    this.#toWrite = null;
  }
}
