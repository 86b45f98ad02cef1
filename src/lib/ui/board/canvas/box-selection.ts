import type { Point } from '#lib/domain/board/card.ts';
import type { Desk } from '#lib/ui/board/commands/board-command.ts';

/**
 * What a box over the board selects besides the cards and pictures that the canvas itself finds: the drawings that it
 * reaches, and the frames that are wholly in it. One that a box only touches is the ground that it was drawn on.
 */
export class BoxSelection {
  readonly #desk: Desk;
  /** Where the pointer went down, in board units. */
  #pressed: Point | null = null;
  /** Where the box was begun; null while there is none. */
  #from: Point | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  press(event: PointerEvent): void {
    this.#pressed = this.#at(event);
  }

  /** The pointer has moved so far that it means a box: it begins where the pointer went down. */
  begin(): void {
    this.#from = this.#pressed;
    this.#desk.stage.inkSelection = [];
  }

  /** The canvas has just selected what it finds. */
  move(event: PointerEvent): void {
    const { canvas, mode, stage } = this.#desk;
    const from = this.#from;
    if (from === null) return;
    const to = this.#at(event);
    mode.boxInk?.(from, to);
    const frames = stage.board.frames.filter(({ step, at, size }) => {
      const { x, y } = { x: at.x + size.width, y: at.y + size.height };
      const isAcross = at.x >= Math.min(from.x, to.x) && x <= Math.max(from.x, to.x);
      return step === null && isAcross && at.y >= Math.min(from.y, to.y) && y <= Math.max(from.y, to.y);
    });
    canvas.markFrames(new Set(frames.map(({ id }) => id)));
  }

  end(event: PointerEvent): void {
    this.move(event);
    this.#from = null;
  }

  #at({ clientX, clientY }: PointerEvent): Point {
    return this.#desk.sight.toBoard({ x: clientX, y: clientY });
  }
}
