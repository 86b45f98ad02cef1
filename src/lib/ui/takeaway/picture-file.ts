/** Pictures of a board as files, made in the browser. */
import figtree from '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?url';
import type { Board, Size } from '#lib/domain/board/card.ts';
import { imageAddress } from '#lib/domain/board/image.ts';
import { drawBoard, drawingFonts, type Drawing } from './board-drawing.ts';
import type { TakeAwaySubject } from './take-away-subject.ts';
import type { MeasureText } from './text-lines.ts';

/** The longest edge and the most pixels of a PNG: beyond them browsers, phones first, give up. */
const pngBounds = { edge: 8_192, pixels: 32_000_000 };
const sharpness = 2;

/** Draws a board for people to keep. Rejects when the font cannot be fetched. */
export async function pictureOf(board: Board, subject: TakeAwaySubject): Promise<Drawing> {
  const { session, people, turnNames } = subject;
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const [font, pictures] = await Promise.all([
    fetchFont(),
    fetchPictures(board, session.room.id),
    document.fonts.load(`15px 'Figtree Variable'`),
  ]);
  return drawBoard({
    board,
    title: `${session.room.name}, session ${String(session.number)}`,
    nameOf: (user) => names.get(user) ?? 'A former member',
    turnNames,
    measure: createMeasure(),
    pictures,
    font,
  });
}

/** Widths as this browser sets them, which is how the picture is set too. */
function createMeasure(): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) throw new Error('This browser does not draw.');
  return (text, { size, weight }) => {
    context.font = `${String(weight)} ${String(size)}px ${drawingFonts}`;
    return context.measureText(text).width;
  };
}

async function fetchFont(): Promise<string> {
  const response = await fetch(figtree);
  if (!response.ok) throw new Error(`The font answered with ${String(response.status)}.`);
  return new Uint8Array(await response.arrayBuffer()).toBase64();
}

/** The pictures of a board by their files, as data URLs. One that cannot be had is left out, and drawn as its words. */
async function fetchPictures(board: Board, room: string): Promise<ReadonlyMap<string, string>> {
  const files = new Set(board.images.map(({ file }) => file));
  const fetched = await Promise.allSettled(
    [...files].map(async (file) => [file, await dataUrlOf(room, file)] as const),
  );
  return new Map(fetched.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
}

async function dataUrlOf(room: string, file: string): Promise<string> {
  const response = await fetch(imageAddress(room, file));
  if (!response.ok) throw new Error(`A picture answered with ${String(response.status)}.`);
  const type = response.headers.get('content-type') ?? '';
  return `data:${type};base64,${new Uint8Array(await response.arrayBuffer()).toBase64()}`;
}

/** A factor by which the picture is drawn: twice as sharp as the screen, less for a board that is too large for it. */
export function pngScale({ width, height }: Size): number {
  return Math.min(sharpness, pngBounds.edge / Math.max(width, height), Math.sqrt(pngBounds.pixels / (width * height)));
}

/** The drawing as a PNG. Rejects when the browser cannot make one. */
export async function pngOf({ svg, size }: Drawing): Promise<Blob> {
  const image = new Image();
  const address = URL.createObjectURL(svgBlob(svg));
  try {
    image.src = address;
    await image.decode();
    const scale = pngScale(size);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.floor(size.width * scale));
    canvas.height = Math.max(1, Math.floor(size.height * scale));
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser does not draw.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error('This browser made no picture.'));
        else resolve(blob);
      }, 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function svgBlob(svg: string): Blob {
  return new Blob([svg], { type: 'image/svg+xml' });
}
