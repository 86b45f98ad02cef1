import type { Point } from '#lib/domain/board/card.ts';

/** How long a finger rests before it means something else than a tap, and how far it may tremble meanwhile. */
const restMs = 450;
const tremble = 8;

/** Calls back when one finger rests on an element: where, and what lies there. For an attachment. */
export function onLongPress(element: HTMLElement, pressed: (at: Point, target: HTMLElement) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: Point | null = null;
  const done = new AbortController();
  const options = { signal: done.signal, capture: true };
  const forget = (): void => {
    clearTimeout(timer);
    start = null;
  };
  element.addEventListener(
    'pointerdown',
    (event) => {
      forget();
      if (event.pointerType !== 'touch' || !event.isPrimary || !(event.target instanceof HTMLElement)) return;
      const { target } = event;
      const at = { x: event.clientX, y: event.clientY };
      start = at;
      timer = setTimeout(() => {
        forget();
        pressed(at, target);
      }, restMs);
    },
    options,
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (start !== null && Math.hypot(event.clientX - start.x, event.clientY - start.y) > tremble) forget();
    },
    options,
  );
  for (const end of ['pointerup', 'pointercancel'] as const) element.addEventListener(end, forget, options);
  return () => {
    forget();
    done.abort();
  };
}
