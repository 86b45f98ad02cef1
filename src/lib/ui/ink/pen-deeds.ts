import { nanoid } from 'nanoid';
import type { BoardModel } from '#lib/client/board/board-model.ts';
import type { Point } from '#lib/domain/board/card.ts';
import { readLine } from '#lib/domain/board/stroke-line.ts';
import type { StrokeLook } from '#lib/domain/board/stroke.ts';
import { isMet } from './stroke-hits.ts';
import { pathOf } from './stroke-path.ts';
import { StrokeSamples, type Sample } from './stroke-samples.ts';

/** What one pointer does from where it goes down until it is lifted. */
export interface PenDeed {
  add(sample: Sample): void;
  end(): void;
  /** Leaves everything as it was before. */
  cancel(): void;
}

interface DrawingTable {
  board: Pick<BoardModel, 'ink' | 'say'>;
  look: StrokeLook;
  zoom: number;
  /** Where the stroke is painted while it grows: no more often than the screen shows, and nothing else is woken. */
  path: SVGPathElement;
  /** The board takes no stroke any more. */
  full: () => void;
}

/** Draws a stroke: written once when the pen is lifted; until then the others see it grow. */
export class DrawDeed implements PenDeed {
  readonly #table: DrawingTable;
  readonly #look: StrokeLook;
  #samples: StrokeSamples;
  #id = nanoid();
  #frame: number | null = null;

  constructor(table: DrawingTable, first: Sample) {
    this.#table = table;
    this.#look = { colour: table.look.colour, width: table.look.width };
    this.#samples = this.#begin(first);
    this.#plan();
  }

  add(sample: Sample): void {
    this.#samples.add(sample);
    if (this.#samples.full) {
      this.#write();
      this.#id = nanoid();
      this.#samples = this.#begin(sample);
    }
    this.#plan();
  }

  end(): void {
    this.#write();
    this.#clear();
  }

  cancel(): void {
    this.#clear();
  }

  #begin(first: Sample): StrokeSamples {
    return new StrokeSamples(first, { width: this.#look.width, zoom: this.#table.zoom });
  }

  #plan(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      const { at, line } = this.#samples;
      const { path, board } = this.#table;
      path.setAttribute('d', pathOf(readLine(line) ?? [], this.#look.width));
      path.setAttribute('transform', `translate(${String(at.x)} ${String(at.y)})`);
      path.style.fill = `var(--${this.#look.colour})`;
      board.say({ drawing: { id: this.#id, at, line, ...this.#look } });
    });
  }

  #write(): void {
    const { at, line } = this.#samples;
    if (!this.#table.board.ink.add({ id: this.#id, at, line, ...this.#look })) this.#table.full();
  }

  #clear(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#table.path.removeAttribute('d');
    this.#table.board.say({ drawing: null });
  }
}

/** So many strokes are told to the others while they are erased: a state of awareness is small. */
const mostTold = 60;

interface ErasingTable {
  board: Pick<BoardModel, 'ink' | 'say'>;
  /** Half the eraser's width, in board units. */
  reach: number;
  /** What will be gone when it is lifted. */
  show: (ids: ReadonlySet<string>) => void;
  done: (count: number) => void;
}

/** Takes every stroke that it passes over and that is not locked, all in one step when it is lifted; the others see which. */
export class EraseDeed implements PenDeed {
  readonly #table: ErasingTable;
  #at: Point;
  #taken: ReadonlySet<string> = new Set();

  constructor(table: ErasingTable, first: Sample) {
    this.#table = table;
    this.#at = first.at;
    this.add(first);
  }

  add({ at }: Sample): void {
    const { board, reach, show } = this.#table;
    const met = board.ink.all.filter(
      (stroke) => !stroke.locked && !this.#taken.has(stroke.id) && isMet(stroke, this.#at, at, reach),
    );
    this.#at = at;
    if (met.length === 0) return;
    this.#taken = new Set([...this.#taken, ...met.map(({ id }) => id)]);
    show(this.#taken);
    board.say({ erasing: [...this.#taken].slice(0, mostTold) });
  }

  end(): void {
    const ids = [...this.#taken];
    this.#table.board.ink.remove(ids);
    this.cancel();
    if (ids.length > 0) this.#table.done(ids.length);
  }

  cancel(): void {
    this.#table.show(new Set());
    if (this.#taken.size > 0) this.#table.board.say({ erasing: null });
  }
}
