import { getViewportForBounds, type Rect, type Viewport, type useSvelteFlow } from '@xyflow/svelte';
import type { Point, Size } from '#lib/domain/board/card.ts';
import type { BoardSight } from '#lib/protocol/awareness.ts';
import type { ViewFollow } from './view-follow.ts';

export const zoomBounds = { least: 0.1, most: 2 };

/** Nothing is brought nearer than this by fitting: a board of two cards does not shout. */
const fitMost = 1;
/** Writing never happens smaller than this. */
const writeLeast = 0.6;
/** Smaller than this, the text of cards is a strain to read. */
const readLeast = 0.7;
/** Room at the edges, in pixels of the screen. */
const air = 24;
/** What the tools at the foot take, and on a narrow canvas the view controls at the head. */
const toolRoom = { foot: 84, head: 60, headBelow: 980 };

/** What is left free at the edges of the canvas, in its pixels. */
export interface Margin {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** Looking at the canvas: what to bring into sight, and how gently. */
export class CanvasView {
  readonly #flow: ReturnType<typeof useSvelteFlow>;
  readonly #element: () => HTMLElement | undefined;
  readonly #hasTools: () => boolean;
  /** Fetched with the first step that somebody else makes; until it is there one goes along in those steps. */
  #follow: ViewFollow | null = null;
  /** From a view that shows an area to one where nothing that floats over the canvas covers it; told by what floats. */
  avoid: ((view: Viewport, area: Rect, margin: Margin) => Viewport) | null = null;

  constructor(
    flow: ReturnType<typeof useSvelteFlow>,
    element: () => HTMLElement | undefined,
    /** Whether tools float over the foot of the canvas. */
    hasTools: () => boolean,
  ) {
    this.#flow = flow;
    this.#element = element;
    this.#hasTools = hasTools;
  }

  /** Pixels across. */
  get width(): number {
    return this.#size().width;
  }

  /** How much can be in sight at once, in board units. */
  get most(): { width: number; height: number } {
    const { width, height } = this.#inside();
    return { width: width / zoomBounds.least, height: height / zoomBounds.least };
  }

  /** Whether the text of cards can still be read when an area is shown whole. */
  isLegible(area: Rect): boolean {
    const { width, height } = this.#inside();
    return Math.min(width / area.width, height / area.height) >= readLeast;
  }

  /** Shows an area whole. Resolves when it is in sight. */
  async fit(area: Rect, { gently = true } = {}): Promise<void> {
    const { width, height } = this.#size();
    if (width === 0 || height === 0) return;
    const margin = this.#margin();
    const inside = this.#inside();
    const view = getViewportForBounds(area, inside.width, inside.height, zoomBounds.least, fitMost, 0);
    await this.#show({ x: view.x + margin.left, y: view.y + margin.top, zoom: view.zoom }, gently);
  }

  /** Moves the canvas by as little as brings an area into sight. When `toWrite`, its text becomes legible too. */
  async reveal(area: Rect, { toWrite = false } = {}): Promise<void> {
    const view = this.#flow.getViewport();
    const { width, height } = this.#size();
    const margin = this.#margin();
    if (toWrite && view.zoom < writeLeast) {
      const zoom = fitMost;
      const x = width / 2 - (area.x + area.width / 2) * zoom;
      const y = Math.max(margin.top - area.y * zoom, height / 3 - (area.y + area.height / 2) * zoom);
      await this.#show({ x, y: Math.min(y, margin.top + height / 3 - area.y * zoom), zoom }, true);
      return;
    }
    const near = {
      x: view.x + shift(view.x + area.x * view.zoom, area.width * view.zoom, margin.left, width - margin.right),
      y: view.y + shift(view.y + area.y * view.zoom, area.height * view.zoom, margin.top, height - margin.bottom),
      zoom: view.zoom,
    };
    const clear = this.avoid?.(near, area, margin) ?? near;
    if (clear.x !== view.x || clear.y !== view.y) await this.#show(clear, true);
  }

  /** How much of an area is in sight, from 0 to 1. */
  share(area: Rect): number {
    const { x, y, zoom } = this.#flow.getViewport();
    const { width, height } = this.#size();
    const seenX = overlap(x + area.x * zoom, area.width * zoom, width);
    const seenY = overlap(y + area.y * zoom, area.height * zoom, height);
    return (seenX * seenY) / (area.width * area.height * zoom * zoom);
  }

  /** Comes nearer or goes further, with the middle of the canvas staying where it is. */
  async zoomBy(factor: number): Promise<void> {
    await this.zoomTo(this.#flow.getViewport().zoom * factor);
  }

  async zoomTo(wanted: number): Promise<void> {
    const zoom = Math.min(zoomBounds.most, Math.max(zoomBounds.least, wanted));
    const { x, y } = this.middle();
    const { width, height } = this.#size();
    await this.#show({ x: width / 2 - x * zoom, y: height / 2 - y * zoom, zoom }, true);
  }

  /** Brings a point to the middle at once: for a hand that drags through the board. */
  centre(at: Point): void {
    const { zoom } = this.#flow.getViewport();
    const { width, height } = this.#size();
    void this.#flow.setViewport({ x: width / 2 - at.x * zoom, y: height / 2 - at.y * zoom, zoom });
  }

  /** What is in sight, in board units. */
  sight(): Rect {
    const { x, y, zoom } = this.#flow.getViewport();
    const { width, height } = this.#size();
    return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
  }

  /** Goes along with what somebody else sees: all of it, in their middle, however large one's own canvas is. */
  goWith({ x, y, zoom, width, height }: BoardSight): void {
    const own = this.#size();
    if (own.width === 0 || own.height === 0) return;
    const most = Math.min(zoomBounds.most, zoom * Math.min(1, own.width / width, own.height / height));
    const scale = Math.max(zoomBounds.least, most);
    const middle = { x: x + width / zoom / 2, y: y + height / zoom / 2 };
    const target = { x: own.width / 2 - middle.x * scale, y: own.height / 2 - middle.y * scale, zoom: scale };
    if (this.#follow !== null) return this.#follow.go(target, this.#duration(true) > 0);
    const flow = this.#flow;
    const set = (view: Viewport): void => void flow.setViewport(view);
    set(target);
    import('./view-follow.ts').then(
      ({ ViewFollow }) => (this.#follow ??= new ViewFollow(() => flow.getViewport(), set)),
      // The next step asks for it again.
      () => undefined,
    );
  }

  /** Stays where it is, whoever moves. */
  stay(): void {
    this.#follow?.stop();
  }

  /** What is in sight, as it is told to the others; null before anything is. */
  seen(): BoardSight | null {
    const { x, y, zoom } = this.#flow.getViewport();
    const { width, height } = this.#size();
    if (width === 0 || height === 0) return null;
    return { x: Math.round(-x / zoom), y: Math.round(-y / zoom), zoom: Math.round(zoom * 1000) / 1000, width, height };
  }

  /** From the screen to the board. */
  toBoard(client: Point): Point {
    return this.#flow.screenToFlowPosition(client);
  }

  /** The middle of what is in sight, in board units. */
  middle(): Point {
    const { x, y, zoom } = this.#flow.getViewport();
    const { width, height } = this.#size();
    return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
  }

  #margin(): Margin {
    const { width } = this.#size();
    return {
      top: width <= toolRoom.headBelow ? air + toolRoom.head : air,
      right: air,
      bottom: this.#hasTools() ? air + toolRoom.foot : air,
      left: air,
    };
  }

  /** What is left of the canvas within its margins, in pixels. */
  #inside(): Size {
    const { width, height } = this.#size();
    const { top, right, bottom, left } = this.#margin();
    return { width: width - left - right, height: height - top - bottom };
  }

  #size(): Size {
    const element = this.#element();
    return { width: element?.clientWidth ?? 0, height: element?.clientHeight ?? 0 };
  }

  async #show(view: Viewport, gently: boolean): Promise<void> {
    await this.#flow.setViewport(view, { duration: this.#duration(gently) });
  }

  #duration(gently: boolean): number {
    return gently && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 280 : 0;
  }
}

/** How far to push a stretch so that it lies between two bounds; its beginning wins when it is too long. */
function shift(start: number, length: number, low: number, high: number): number {
  if (start < low || length > high - low) return low - start;
  return start + length > high ? high - (start + length) : 0;
}

function overlap(start: number, length: number, size: number): number {
  return Math.max(0, Math.min(start + length, size) - Math.max(start, 0));
}

/** The area that holds all the given ones; null for none. */
export function areaOf(boxes: readonly { at: Point; size: { width: number; height: number } }[]): Rect | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map(({ at }) => at.x));
  const top = Math.min(...boxes.map(({ at }) => at.y));
  const right = Math.max(...boxes.map(({ at, size }) => at.x + size.width));
  const bottom = Math.max(...boxes.map(({ at, size }) => at.y + size.height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
