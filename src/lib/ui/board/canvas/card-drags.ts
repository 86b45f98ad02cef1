import type { Point, Size } from '#lib/domain/board/card.ts';
import type { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';
import { cardSizeWithin } from './item-size.ts';

/** Pulls an arrow out of a card, to drop it on another. */
export function dragLink(
  stage: BoardStage,
  from: string,
  start: PointerEvent,
  toBoard: (client: Point) => Point,
): void {
  followPointer(start, {
    move: (event) => {
      const to = cardUnder(event);
      const pointer = toBoard({ x: event.clientX, y: event.clientY });
      stage.linking = { from, to: to === from ? null : to, pointer };
    },
    drop: () => {
      const to = stage.linking?.to ?? null;
      stage.linking = null;
      if (to !== null) stage.board.link(from, to);
    },
    cancel: () => (stage.linking = null),
  });
}

/** Pulls a card's corner: a new size, written once when it is let go. */
export function dragSize(stage: BoardStage, id: string, element: HTMLElement, start: PointerEvent, zoom: number): void {
  const before: Size = { width: element.offsetWidth, height: element.offsetHeight };
  let size = before;
  followPointer(start, {
    move: (event) => {
      size = cardSizeWithin({
        width: before.width + (event.clientX - start.clientX) / zoom,
        height: before.height + (event.clientY - start.clientY) / zoom,
      });
      stage.resizing = { id, size };
    },
    drop: () => {
      if (size !== before) stage.board.change(id, { size });
      stage.resizing = null;
    },
    cancel: () => (stage.resizing = null),
  });
}

export interface Following {
  move: (event: PointerEvent) => void;
  drop: () => void;
  cancel: () => void;
}

/** Follows one pointer from where it went down until it is lifted, or the gesture is taken away (Escape, a call). */
export function followPointer(start: PointerEvent, { move, drop, cancel }: Following): void {
  if (start.button !== 0 || !(start.currentTarget instanceof HTMLElement)) return;
  start.preventDefault();
  start.stopPropagation();
  const done = new AbortController();
  const options = { signal: done.signal, capture: true };
  const isSame = (event: PointerEvent): boolean => event.pointerId === start.pointerId;
  const end = (finish: () => void): void => {
    done.abort();
    finish();
  };
  window.addEventListener('pointermove', (event) => isSame(event) && move(event), options);
  window.addEventListener('pointerup', (event) => isSame(event) && end(drop), options);
  window.addEventListener('pointercancel', (event) => isSame(event) && end(cancel), options);
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end(cancel);
    },
    options,
  );
}

function cardUnder(event: PointerEvent): string | null {
  const element = document.elementFromPoint(event.clientX, event.clientY);
  return element?.closest<HTMLElement>('.svelte-flow__node-card')?.dataset['id'] ?? null;
}
