import type { Frame, Point } from './card.ts';
import { frameAt } from './frame-at.ts';

interface Lying {
  readonly id: string;
  readonly at: Point;
}

/** A board, as far as it matters what lies in what. */
export interface FramedBoard {
  readonly frames: readonly Frame[];
  readonly images: readonly Lying[];
  readonly cards: readonly Lying[];
  readonly ink: readonly Lying[];
}

/** These items, and what lies in the frames among them: smaller frames, pictures, cards and strokes. */
export function withContent(board: FramedBoard, ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  const own = board.frames.filter(({ step }) => step === null);
  const frames = new Set(own.filter(({ id }) => wanted.has(id)));
  if (frames.size === 0) return [...ids];
  // A frame in a frame goes along with all that lies in it.
  for (const inner of own) if ([...frames].some((outer) => isWithin(inner, outer))) frames.add(inner);
  for (const { id } of frames) wanted.add(id);
  for (const { id, at } of [...board.images, ...board.cards, ...board.ink]) {
    const frame = frameAt(board.frames, at);
    if (frame !== null && frames.has(frame)) wanted.add(id);
  }
  return [...wanted];
}

/** Those of these items that lie in no frame among them: taking hold of them takes hold of all. */
export function outermost(board: FramedBoard, ids: readonly string[]): string[] {
  const frames = board.frames.filter(({ id, step }) => step === null && ids.includes(id));
  const inner = new Set(
    frames.flatMap(({ id: frame }) => withContent(board, [frame]).filter((content) => content !== frame)),
  );
  return ids.filter((id) => !inner.has(id));
}

/** Wholly in it, and smaller: of two alike neither lies in the other. */
function isWithin(inner: Frame, outer: Frame): boolean {
  const [a, b] = [inner, outer];
  return (
    a.size.width * a.size.height < b.size.width * b.size.height &&
    a.at.x >= b.at.x &&
    a.at.y >= b.at.y &&
    a.at.x + a.size.width <= b.at.x + b.size.width &&
    a.at.y + a.size.height <= b.at.y + b.size.height
  );
}
