import type { FormatEditor } from '#lib/client/formats/format-editor.svelte.ts';
import type { EditedStage } from '#lib/client/formats/edited-format.ts';
import { placeOf, without, type Place } from '#lib/client/formats/step-order.ts';

/** How near to the edge of the window the list begins to scroll, and by how much a frame, in pixels. */
const edge = 72;
const pace = 10;

/**
 * Pulling steps and turns about with a mouse, a finger or a pen. The list is rearranged as the pointer goes, so that
 * what is seen is what will be. The keyboard has buttons of its own.
 */
export class StepDrag {
  readonly #editor: FormatEditor;
  /** The key of what is held. */
  held = $state<number | null>(null);
  #before: EditedStage[] = [];
  #frame = 0;
  #y = 0;

  constructor(editor: FormatEditor) {
    this.#editor = editor;
  }

  start(event: PointerEvent, key: number): void {
    if (event.button !== 0) return;
    // Or a mouse selects words, and a finger scrolls.
    event.preventDefault();
    this.held = key;
    this.#before = [...this.#editor.format.stages];
    this.#y = event.clientY;
    this.#scroll();
  }

  follow(event: PointerEvent): void {
    if (this.held === null) return;
    this.#y = event.clientY;
    const to = this.#placeUnder(event.clientX, event.clientY);
    if (to !== null) this.#editor.move(this.held, to);
  }

  drop(): void {
    this.held = null;
    cancelAnimationFrame(this.#frame);
  }

  /** Everything as it was before. */
  cancel(): void {
    if (this.held === null) return;
    this.#editor.format.stages = this.#before;
    this.drop();
  }

  #scroll(): void {
    const by = this.#y < edge * 2 ? -pace : this.#y > window.innerHeight - edge ? pace : 0;
    if (by !== 0) window.scrollBy(0, by);
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  /** Where the held one would go, counted without it; null where it should stay. */
  #placeUnder(x: number, y: number): Place | null {
    const { held } = this;
    const { stages } = this.#editor.format;
    const element = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-step-key]');
    if (held === null || !element) return null;
    const hovered = Number(element.dataset.stepKey);
    const heldPlace = placeOf(stages, held);
    const hoveredStage = placeOf(stages, hovered)?.stage;
    // Over itself, or a turn over its own steps.
    if (hovered === held || heldPlace === null || hoveredStage === undefined) return null;
    if (heldPlace.step === null && hoveredStage === heldPlace.stage) return null;
    const rest = without(stages, held);
    const place = placeOf(rest, hovered);
    if (place === null) return null;
    const { top, height } = element.getBoundingClientRect();
    const after = y > top + height / 2;
    const heldIsTurn = stages[heldPlace.stage]?.kind === 'turn' && heldPlace.step === null;
    if (heldIsTurn) return { stage: place.stage + (after ? 1 : 0), step: null };
    if (place.step !== null) return { stage: place.stage, step: place.step + (after ? 1 : 0) };
    const there = rest[place.stage];
    // The head of a turn: its upper half is before the turn, its lower half the first place in it.
    if (there?.kind === 'turn') return after ? { stage: place.stage, step: 0 } : { stage: place.stage, step: null };
    return { stage: place.stage + (after ? 1 : 0), step: null };
  }
}
