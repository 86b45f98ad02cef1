import type { Rect, Viewport } from '@xyflow/svelte';
import type { Point } from '#lib/domain/board/card.ts';
import type { Margin } from './canvas-view.ts';

/** Room between what is brought into sight and what floats over the canvas, in pixels. */
const air = 10;

/** The view in which an area lies clear of what floats beside an element over the same canvas; see `clearOf`. */
export function clearBeside(floating: HTMLElement): (view: Viewport, area: Rect, margin: Margin) => Viewport {
  const around = floating.parentElement;
  return (view, area, margin) => {
    const { left = 0, top = 0, width = 0, height = 0 } = around?.getBoundingClientRect() ?? {};
    const controls = around?.querySelectorAll(':scope > :is([data-floats], [data-board-keys]:not([role="toolbar"]))');
    const covers = [...(controls ?? [])].map((control) => {
      const cover = control.getBoundingClientRect();
      return {
        x: cover.x - left - air,
        y: cover.y - top - air,
        width: cover.width + 2 * air,
        height: cover.height + 2 * air,
      };
    });
    const { x, y, zoom } = view;
    const box = {
      x: x + area.x * zoom,
      y: y + area.y * zoom,
      width: area.width * zoom,
      height: area.height * zoom,
    };
    const aside = clearOf(box, covers, {
      x: margin.left,
      y: margin.top,
      width: width - margin.left - margin.right,
      height: height - margin.top - margin.bottom,
    });
    return { x: x + aside.x, y: y + aside.y, zoom };
  };
}

/**
 * The least move aside that takes a box out from under all covers without leaving what is in sight; none where it lies
 * clear, or where no single move would do. All in one measure.
 */
export function clearOf(box: Rect, covers: readonly Rect[], inside: Rect): Point {
  const isCovered = (x: number, y: number): boolean =>
    covers.some(
      (cover) =>
        x < cover.x + cover.width && x + box.width > cover.x && y < cover.y + cover.height && y + box.height > cover.y,
    );
  const stay = { x: 0, y: 0 };
  if (!isCovered(box.x, box.y)) return stay;
  const moves = covers
    .flatMap((cover) => [
      { x: cover.x - box.width - box.x, y: 0 },
      { x: cover.x + cover.width - box.x, y: 0 },
      { x: 0, y: cover.y - box.height - box.y },
      { x: 0, y: cover.y + cover.height - box.y },
    ])
    .filter(({ x, y }) => {
      const [left, top] = [box.x + x, box.y + y];
      const isInX = left >= inside.x && left + box.width <= inside.x + inside.width;
      return isInX && top >= inside.y && top + box.height <= inside.y + inside.height && !isCovered(left, top);
    });
  const length = ({ x, y }: Point): number => Math.abs(x) + Math.abs(y);
  return moves.reduce((best, move) => (best === stay || length(move) < length(best) ? move : best), stay);
}
