import type { Viewport } from '@xyflow/svelte';

/** In so many milliseconds about two thirds of the way are gone. */
const easeMs = 70;

/** Nearer than this, in pixels, nobody sees a difference. */
const near = 0.5;

/** Goes along with a view that moves: a little later, and without the steps in which it arrives. */
export class ViewFollow {
  readonly #read: () => Viewport;
  readonly #set: (view: Viewport) => void;
  #target: Viewport | null = null;
  #frame: number | null = null;
  #before = 0;

  constructor(read: () => Viewport, set: (view: Viewport) => void) {
    this.#read = read;
    this.#set = set;
  }

  /** Sets off for a view. With `gently` false it is there at once. */
  go(target: Viewport, gently: boolean): void {
    if (!gently) {
      this.stop();
      this.#set(target);
      return;
    }
    this.#target = target;
    if (this.#frame !== null) return;
    this.#before = performance.now();
    this.#frame = requestAnimationFrame(this.#step);
  }

  stop(): void {
    this.#target = null;
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
  }

  readonly #step = (now: number): void => {
    this.#frame = null;
    const target = this.#target;
    if (target === null) return;
    const next = nearer(this.#read(), target, now - this.#before);
    this.#before = now;
    this.#set(next);
    if (next === target) this.#target = null;
    else this.#frame = requestAnimationFrame(this.#step);
  };
}

/** Some way towards a view; the target itself once nobody would see the rest of the way. */
export function nearer(from: Viewport, to: Viewport, passedMs: number): Viewport {
  const share = 1 - Math.exp(-Math.max(0, passedMs) / easeMs);
  const between = (a: number, b: number): number => a + (b - a) * share;
  const next = { x: between(from.x, to.x), y: between(from.y, to.y), zoom: between(from.zoom, to.zoom) };
  const isThere =
    Math.abs(next.x - to.x) < near && Math.abs(next.y - to.y) < near && Math.abs(next.zoom - to.zoom) < 0.002;
  return isThere ? to : next;
}
