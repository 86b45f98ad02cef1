import type { Point } from '#lib/domain/board/card.ts';
import type { Stroke } from '#lib/domain/board/stroke.ts';
import type { Desk } from '#lib/ui/board/commands/board-command.ts';
import { followPointer } from '#lib/ui/board/canvas/card-drags.ts';
import { isInBox, strokeAt } from './stroke-hits.ts';

/** How far beside a line a press still means it, in pixels: over a card only the line itself does. */
const reach = { ground: 6, touch: 14, card: 1 };

/** A press that moves by fewer pixels is a click. */
const still = 3;

/** What keeps its own presses, wherever a line may lie over it. */
const ownPresses = 'button, a, input, textarea, select, [contenteditable="true"], [role="toolbar"], .nodrag';

/**
 * Selecting and moving strokes by hand, with the tools that select cards. Strokes are one drawing over the canvas, and
 * no elements of its own: what a press means is found here, before the canvas hears of it.
 */
export class InkPicking {
  readonly #desk: Desk;
  readonly #element: HTMLElement;
  readonly #done = new AbortController();
  /** The press under way means a stroke, and nothing else. */
  #taken = false;
  /** The stroke that a finger was put on: a tap selects it, and a drag moves the canvas. */
  #touched: Stroke | null = null;

  constructor(desk: Desk, element: HTMLElement) {
    this.#desk = desk;
    this.#element = element;
    const options = { signal: this.#done.signal, capture: true };
    element.addEventListener('pointerdown', this.#down, options);
    element.addEventListener('touchstart', this.#hush, options);
    element.addEventListener('click', this.#click, options);
  }

  destroy(): void {
    this.#done.abort();
  }

  /** Selects what a box over the board reaches, in board units. */
  selectIn(from: Point, to: Point): void {
    const { stage } = this.#desk;
    const box = {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
    const ids = stage.board.ink.all.filter((stroke) => isInBox(stroke, box)).map(({ id }) => id);
    if (ids.join() !== stage.inkSelection.join()) stage.inkSelection = ids;
  }

  readonly #down = (event: PointerEvent): void => {
    const { stage } = this.#desk;
    this.#taken = false;
    this.#touched = null;
    this.#desk.mode.boxed = false;
    if (event.button !== 0 || !event.isPrimary || !stage.canWrite || stage.linking !== null) return;
    const { target } = event;
    if (!(target instanceof Element) || target.closest(ownPresses) !== null) return;
    const onCard = target.closest<HTMLElement>(':is(.svelte-flow__node-card, .svelte-flow__node-image)')?.dataset['id'];
    if (target.closest('.svelte-flow') === null || (onCard !== undefined && onCard === stage.writing)) return;
    const stroke = this.#strokeAt(event, onCard !== undefined);
    if (stroke !== null && event.pointerType === 'touch' && !stage.inkSelection.includes(stroke.id)) {
      this.#touched = stroke;
    } else if (stroke !== null) {
      this.#taken = true;
      this.#take(event, stroke);
    } else if (onCard !== undefined && !isAdding(event) && !stage.selection.includes(onCard)) this.#drop();
  };

  /** The canvas is moved by touches of its own. */
  readonly #hush = (event: TouchEvent): void => {
    if (this.#taken) event.stopPropagation();
  };

  readonly #click = (event: MouseEvent): void => {
    if (this.#touched !== null) {
      event.stopPropagation();
      this.#element.focus({ preventScroll: true });
      this.#desk.canvas.select([this.#touched.id]);
    } else if (this.#taken) event.stopPropagation();
    else if (event.target instanceof Element && event.target.matches('.svelte-flow__pane') && !isAdding(event)) {
      // The click that ends a box over the board is none.
      if (!this.#desk.mode.boxed) this.#drop();
    }
    this.#taken = false;
    this.#touched = null;
  };

  #drop(): void {
    const { stage } = this.#desk;
    if (stage.inkSelection.length > 0) stage.inkSelection = [];
  }

  #strokeAt(event: PointerEvent, onCard: boolean): Stroke | null {
    const { stage, sight, mode } = this.#desk;
    const pixels = onCard ? reach.card : event.pointerType === 'touch' ? reach.touch : reach.ground;
    return strokeAt(stage.board.ink.all, sight.toBoard({ x: event.clientX, y: event.clientY }), pixels / mode.zoom);
  }

  #take(start: PointerEvent, { id }: Stroke): void {
    const { stage, canvas, sight } = this.#desk;
    this.#element.focus({ preventScroll: true });
    const isChosen = stage.inkSelection.includes(id);
    if (isAdding(start)) {
      stage.inkSelection = isChosen ? stage.inkSelection.filter((one) => one !== id) : [...stage.inkSelection, id];
    } else if (!isChosen) canvas.select([id]);
    const from = sight.toBoard({ x: start.clientX, y: start.clientY });
    let moves = false;
    followPointer(start, {
      move: ({ clientX, clientY }) => {
        if (!moves && Math.hypot(clientX - start.clientX, clientY - start.clientY) <= still) return;
        if (!moves) canvas.hold.take(stage.chosen, start.altKey);
        moves = true;
        const to = sight.toBoard({ x: clientX, y: clientY });
        canvas.hold.carry({ x: to.x - from.x, y: to.y - from.y });
      },
      drop: () => {
        if (moves) canvas.hold.drop();
        else if (!isAdding(start)) canvas.select([id]);
      },
      cancel: () => canvas.hold.putBack(),
    });
  }
}

const isAdding = ({ shiftKey, ctrlKey, metaKey }: MouseEvent): boolean => shiftKey || ctrlKey || metaKey;
