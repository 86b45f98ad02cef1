import { carryImage } from '#lib/client/board/uploaded-image.ts';
import type { CardKind, Point } from '#lib/domain/board/card.ts';
import { newCardSize } from '#lib/domain/board/zones.ts';
import type { Desk } from '#lib/ui/board/commands/board-command.ts';
import { cardEstimate } from '#lib/ui/board/canvas/card-estimate.ts';
import { itemsIn } from '#lib/ui/board/board-words.ts';
import { clipAround, readClip, type BoardClip } from './pasted-clip.ts';
import { readPastedText, type PastedCard } from './pasted-text.ts';

/** Columns of pasted lines are about this high, in board units. */
const columnHeight = 900;
const air = 20;

/** What was on the clipboard: a copy of cards as JSON, if it came from a board, and text. */
export interface Pasted {
  clip: string;
  text: string;
}

/** Puts what was pasted on the board, its middle (a clip) or its beginning (text) at a point; says why when it cannot. */
export async function pasteCards(desk: Desk, { clip: json, text }: Pasted, at: Point, kind: CardKind): Promise<void> {
  const { stage } = desk;
  const clip = json === '' ? null : readClip(json);
  if (clip !== null) {
    const placed = clipAround(clip, at);
    const owned = placed.cards.map((card) => (card.kind === 'action' ? { ...card, owner: stage.me } : card));
    const images = await imagesHere(desk, placed);
    const { links, frames, ink } = placed;
    show(desk, stage.board.insert({ cards: owned, links, frames, images, ink }));
    return;
  }
  const pasted = readPastedText(text, kind);
  if (!pasted.ok) {
    stage.notify(pasted.why);
    return;
  }
  if (pasted.cards.length === 0) return;
  const cards = inColumns(pasted.cards, at).map((card, index) => ({
    ...card,
    id: `pasted-${String(index)}`,
    owner: card.kind === 'action' ? stage.me : null,
  }));
  show(desk, stage.board.insert({ cards, links: [], frames: [] }));
  if (pasted.cut > 0) stage.notify('A line was longer than a card can hold, so its end is missing.');
}

/** The clip's pictures as pictures of this room: those of another come along when one may see them there. Says why when not. */
async function imagesHere({ stage, mode }: Desk, { room, images }: BoardClip): Promise<BoardClip['images']> {
  const here = stage.room;
  if (images.length === 0 || room === here) return images;
  if (room === null || here === null) return [];
  const files = new Map<string, string>();
  mode.addingImages += 1;
  try {
    for (const { file } of images) {
      if (files.has(file)) continue;
      const carried = await carryImage(room, file, here);
      if (carried.ok) files.set(file, carried.file);
      else stage.notify(carried.sentence);
    }
  } finally {
    mode.addingImages -= 1;
  }
  return images.flatMap((image) => {
    const file = files.get(image.file);
    return file === undefined ? [] : [{ ...image, file }];
  });
}

function show({ stage, canvas }: Desk, ids: readonly string[]): void {
  if (ids.length === 0) return;
  stage.announce(`${itemsIn(stage.board, canvas.selectOutermost(ids))} pasted`);
}

/** Under one another, in columns, with room for what each will need. */
function inColumns(cards: readonly PastedCard[], start: Point): (PastedCard & { at: Point })[] {
  let { x, y } = start;
  return cards.map((card) => {
    const { height } = cardEstimate({ ...card, size: null });
    if (y > start.y && y + height > start.y + columnHeight) {
      x += newCardSize.width + air;
      y = start.y;
    }
    const at = { x: Math.round(x), y: Math.round(y) };
    y += height + air;
    return { ...card, at };
  });
}
