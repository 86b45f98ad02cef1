import type { Viewport } from '@xyflow/svelte';
import type { Point } from '#lib/domain/board/card.ts';
import { zoomBounds } from '#lib/ui/board/canvas/canvas-view.ts';
import type { PenDeed } from './pen-deeds.ts';
import type { Sample } from './stroke-samples.ts';

interface PenSurfaceParts {
  /** Lies over the canvas while the pen or the eraser is out, as large as the canvas. */
  element: HTMLElement;
  view: () => Viewport;
  go: (view: Viewport) => void;
  /** Begins what the tool does; `erases` when it is the pen's own eraser. Null: nothing. */
  begin: (first: Sample, erases: boolean) => PenDeed | null;
}

/** How the view and the hand stood when they took hold of it, in pixels of the surface. */
interface Grip {
  view: Viewport;
  middle: Point;
  spread: number;
}

/** The pen's own eraser, as browsers name it in `PointerEvent.buttons`. */
const eraserButton = 32;

/**
 * What pointers do on the surface: one draws; two fingers, or the middle button, move the canvas; and where a pen was
 * seen, fingers and palms only ever move it.
 */
export class PenSurface {
  readonly #parts: PenSurfaceParts;
  readonly #done = new AbortController();
  /** Those that are down and move the canvas, in pixels of the surface. */
  readonly #fingers = new Map<number, Point>();
  #grip: Grip | null = null;
  #drawing: { pointer: number; type: string; start: Point; deed: PenDeed } | null = null;
  #penSeen = false;

  constructor(parts: PenSurfaceParts) {
    this.#parts = parts;
    const { element } = parts;
    const { signal } = this.#done;
    element.addEventListener('pointerdown', this.#down, { signal });
    element.addEventListener('pointermove', this.#move, { signal });
    element.addEventListener('pointerup', this.#up, { signal });
    element.addEventListener('pointercancel', this.#cancel, { signal });
    // The wheel moves and zooms the canvas as it does without the pen.
    element.addEventListener('wheel', this.#pass, { signal, passive: false });
    element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  }

  /** Puts the pen away; a stroke that is not finished is none. */
  destroy(): void {
    this.#done.abort();
    this.#drawing?.deed.cancel();
    this.#drawing = null;
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button === 2) return;
    event.preventDefault();
    const { element, begin } = this.#parts;
    if (event.isTrusted) element.setPointerCapture(event.pointerId);
    const at = this.#onSurface(event);
    if (event.pointerType === 'pen') this.#takePen();
    const isTouch = event.pointerType === 'touch';
    if (event.button === 1 || (isTouch && (this.#penSeen || this.#fingers.size > 0))) return this.#hold(event, at);
    if (this.#drawing !== null) {
      // A second finger: they mean to move the canvas, and never meant to draw.
      if (!isTouch || this.#drawing.type !== 'touch') return;
      const { pointer, start, deed } = this.#drawing;
      deed.cancel();
      this.#drawing = null;
      this.#fingers.set(pointer, start);
      return this.#hold(event, at);
    }
    const deed = begin(this.#sample(event, event), (event.buttons & eraserButton) !== 0);
    if (deed !== null) this.#drawing = { pointer: event.pointerId, type: event.pointerType, start: at, deed };
  };

  readonly #move = (event: PointerEvent): void => {
    if (this.#fingers.has(event.pointerId)) {
      this.#fingers.set(event.pointerId, this.#onSurface(event));
      this.#pull();
      return;
    }
    if (this.#drawing?.pointer !== event.pointerId) return;
    this.#drawing.start = this.#onSurface(event);
    // All the places that the hand went through since the last frame.
    const through = event.getCoalescedEvents();
    for (const one of through.length > 0 ? through : [event]) this.#drawing.deed.add(this.#sample(one, event));
  };

  readonly #up = (event: PointerEvent): void => {
    if (this.#letGo(event)) return;
    if (this.#drawing?.pointer !== event.pointerId) return;
    this.#drawing.deed.end();
    this.#drawing = null;
  };

  readonly #cancel = (event: PointerEvent): void => {
    if (this.#letGo(event)) return;
    if (this.#drawing?.pointer !== event.pointerId) return;
    // A touch that the device takes for itself was none of ours; what a pen or a mouse drew until then stays.
    if (this.#drawing.type === 'touch') this.#drawing.deed.cancel();
    else this.#drawing.deed.end();
    this.#drawing = null;
  };

  readonly #pass = (event: WheelEvent): void => {
    event.preventDefault();
    const pane = this.#parts.element.parentElement?.querySelector('.svelte-flow__pane');
    pane?.dispatchEvent(new WheelEvent('wheel', event));
  };

  /** The palm was there first: what it drew is taken back. */
  #takePen(): void {
    this.#penSeen = true;
    if (this.#drawing?.type === 'touch') {
      this.#drawing.deed.cancel();
      this.#drawing = null;
    }
    this.#fingers.clear();
    this.#grip = null;
  }

  #hold(event: PointerEvent, at: Point): void {
    this.#fingers.set(event.pointerId, at);
    this.#regrip();
  }

  #letGo(event: PointerEvent): boolean {
    if (!this.#fingers.delete(event.pointerId)) return false;
    this.#regrip();
    return true;
  }

  #regrip(): void {
    const hand = this.#hand();
    this.#grip = hand === null ? null : { view: this.#parts.view(), ...hand };
  }

  #pull(): void {
    const hand = this.#hand();
    if (this.#grip === null || hand === null) return;
    const { view, middle, spread } = this.#grip;
    const wanted = view.zoom * (spread > 0 ? hand.spread / spread : 1);
    const zoom = Math.min(zoomBounds.most, Math.max(zoomBounds.least, wanted));
    const scale = zoom / view.zoom;
    this.#parts.go({
      x: hand.middle.x - (middle.x - view.x) * scale,
      y: hand.middle.y - (middle.y - view.y) * scale,
      zoom,
    });
  }

  /** Where the first two fingers are, and how far apart. */
  #hand(): { middle: Point; spread: number } | null {
    const [one, other] = this.#fingers.values();
    if (one === undefined) return null;
    if (other === undefined) return { middle: one, spread: 0 };
    return {
      middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
      spread: Math.hypot(one.x - other.x, one.y - other.y),
    };
  }

  #onSurface({ clientX, clientY }: PointerEvent): Point {
    const { left, top } = this.#parts.element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #sample(event: PointerEvent, { pointerType }: PointerEvent): Sample {
    const { x, y } = this.#onSurface(event);
    const view = this.#parts.view();
    return {
      at: { x: (x - view.x) / view.zoom, y: (y - view.y) / view.zoom },
      pressure: pointerType === 'pen' && event.pressure > 0 ? event.pressure : null,
      when: event.timeStamp,
    };
  }
}
