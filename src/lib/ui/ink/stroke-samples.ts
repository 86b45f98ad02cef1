import type { Point } from '#lib/domain/board/card.ts';
import { writeLine } from '#lib/domain/board/stroke-line.ts';
import { strokeLineLimit, strokeSizes, type StrokePoint, type StrokeWidth } from '#lib/domain/board/stroke.ts';

/** Where a pen was, as the browser tells it. */
export interface Sample {
  /** In board units. */
  at: Point;
  /** From 0 to 1; null for what does not feel it. */
  pressure: number | null;
  /** In milliseconds. */
  when: number;
}

/** So many samples are one stroke at most: ten seconds of a quick hand. */
const samplesMost = 1_200;

/** A line of more letters than this is full: the rest of the limit is room for the next few points. */
const lineFull = strokeLineLimit - 600;

/** How much of the way to each sample the line goes: what a hand trembles is left out. */
const steadiness = 0.65;

/** A hand that feels no pressure draws thinner when it is quick: 1.6 pixels in a millisecond is as thin as it gets. */
const quick = 1.6;
const soft = { slow: 0.62, quick: 0.32 };

/** A stroke under the hand: samples come in, a line comes out, the same that is written in the end. */
export class StrokeSamples {
  readonly #width: StrokeWidth;
  readonly #zoom: number;
  readonly #points: StrokePoint[] = [];
  #last: Sample | null = null;
  #line: string | null = null;
  /** Letters of the line when it was last asked for. */
  #letters = 0;
  readonly at: Point;

  /** `zoom` is how large a board unit is on screen: nobody draws finer than they see. */
  constructor(first: Sample, look: { width: StrokeWidth; zoom: number }) {
    this.#width = look.width;
    this.#zoom = look.zoom;
    this.at = { x: Math.round(first.at.x), y: Math.round(first.at.y) };
    this.#last = first;
    this.#points.push({ ...first.at, pressure: first.pressure ?? 0.5 });
  }

  add(sample: Sample): void {
    const before = this.#points.at(-1);
    const last = this.#last;
    if (before === undefined || last === null) return;
    const step = Math.hypot(sample.at.x - last.at.x, sample.at.y - last.at.y) * this.#zoom;
    // The same place again, told twice.
    if (step < 0.3) return;
    const x = before.x + (sample.at.x - before.x) * steadiness;
    const y = before.y + (sample.at.y - before.y) * steadiness;
    this.#points.push({
      x,
      y,
      pressure: sample.pressure ?? this.#guess(before.pressure, step, sample.when - last.when),
    });
    this.#last = sample;
    this.#line = null;
  }

  /** Whether it is as long as a stroke can be, as far as its line was asked for: the next sample belongs to another one. */
  get full(): boolean {
    return this.#points.length >= samplesMost || this.#letters > lineFull;
  }

  /** As far as it has come, up to the last sample. */
  get line(): string {
    const { x, y } = this.#last?.at ?? this.at;
    const pressure = this.#points.at(-1)?.pressure ?? 0.5;
    const end = this.#points.length > 1 ? [{ x, y, pressure }] : [];
    this.#line ??= this.#packed([...this.#points, ...end]);
    this.#letters = this.#line.length;
    return this.#line;
  }

  #packed(points: readonly StrokePoint[]): string {
    // Of a line that turns everywhere, less is kept: it must not be longer than what is read.
    for (let tolerance = Math.min(1.5, Math.max(0.2, 0.3 / this.#zoom)); ; tolerance *= 2) {
      const line = writeLine(simplified(points, tolerance, strokeSizes[this.#width]), this.at);
      if (line.length <= strokeLineLimit) return line;
    }
  }

  #guess(before: number, step: number, ms: number): number {
    const speed = Math.min(1, step / Math.max(1, ms) / quick);
    const wanted = soft.slow + (soft.quick - soft.slow) * speed;
    return before + (wanted - before) * 0.18;
  }
}

/**
 * Fewer points that say the same: none of those left out is further than `tolerance` board units from the line, or
 * changes the width of a stroke of this size by more (Ramer, Douglas and Peucker).
 */
function simplified(points: readonly StrokePoint[], tolerance: number, size: number): StrokePoint[] {
  const kept = new Set([0, points.length - 1]);
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    const [start, end] = [points[from], points[to]];
    if (start === undefined || end === undefined) continue;
    let [worst, at] = [tolerance, -1];
    for (let index = from + 1; index < to; index += 1) {
      const point = points[index];
      if (point === undefined) continue;
      const off = deviation(point, start, end, size);
      if (off > worst) [worst, at] = [off, index];
    }
    if (at < 0) continue;
    kept.add(at);
    spans.push([from, at], [at, to]);
  }
  return points.filter((_, index) => kept.has(index));
}

function deviation(point: StrokePoint, start: StrokePoint, end: StrokePoint, size: number): number {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - start.x) * dx + (point.y - start.y) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  const off = Math.hypot(point.x - start.x - dx * share, point.y - start.y - dy * share);
  const pressure = start.pressure + (end.pressure - start.pressure) * share;
  return Math.max(off, (Math.abs(point.pressure - pressure) * size) / 4);
}
