/** A picture on its way from a person's device to the room: made small and bare here, kept by the server. */
import { imageAddress, imageBounds, imageLimit, type BoardImage } from '#lib/domain/board/image.ts';

/** What a browser is asked to open: larger files stay where they are. Bytes. */
const largestFile = 25 * 1024 * 1024;
/** As many pixels along an edge as the sharpest screen shows of a picture that fills it. */
const longestEdge = 2_400;
/** So long may it take on its way. */
const longestMs = 120_000;
/** As large as it appears on the board at first. */
const firstEdge = 420;

const unknownSentence = 'The picture was not added: this browser cannot open it. Send a PNG, JPEG, WebP or GIF.';

const unreachableSentence =
  'A picture needs the connection, and the server cannot be reached. Add it again when you are back.';

export type UploadedImage = { ok: true; image: Pick<BoardImage, 'file' | 'size'> } | { ok: false; sentence: string };

/** Sends a picture to the room. What can go wrong comes back as a sentence. */
export async function uploadImage(room: string, file: File): Promise<UploadedImage> {
  const made = await bareImage(file);
  if ('sentence' in made) return { ok: false, sentence: made.sentence };
  const { blob, width, height } = made;
  const sent = await send(room, blob);
  if (!sent.ok) return sent;
  const scale = Math.min(1, firstEdge / Math.max(width, height));
  const edge = (pixels: number): number => Math.max(imageBounds.least, Math.round(pixels * scale));
  return { ok: true, image: { file: sent.file, size: { width: edge(width), height: edge(height) } } };
}

export type CarriedImage = { ok: true; file: string } | { ok: false; sentence: string };

/**
 * Takes a picture of one room along to another, with the rights of the person who does it: who may not see it there
 * gets nothing. It becomes a picture of the other room, so that its members can see it.
 */
export async function carryImage(from: string, file: string, to: string): Promise<CarriedImage> {
  try {
    const response = await fetch(imageAddress(from, file), { signal: AbortSignal.timeout(longestMs) });
    if (response.ok) return await send(to, await response.blob());
    return {
      ok: false,
      sentence: 'The picture was not pasted: it belongs to another room, and only its members can take it along.',
    };
  } catch {
    return { ok: false, sentence: unreachableSentence };
  }
}

async function send(room: string, blob: Blob): Promise<CarriedImage> {
  let response: Response;
  try {
    response = await fetch(`/rooms/${room}/images`, {
      method: 'POST',
      body: blob,
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(longestMs),
    });
  } catch {
    return { ok: false, sentence: unreachableSentence };
  }
  const answer: unknown = await response.json().catch(() => null);
  return response.ok && hasId(answer) ? { ok: true, file: answer.id } : { ok: false, sentence: sentenceOf(answer) };
}

function hasId(answer: unknown): answer is { id: string } {
  return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string';
}

function sentenceOf(answer: unknown): string {
  const said = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : null;
  return typeof said === 'string'
    ? `The picture was not added. ${said}`
    : 'The picture was not added. Try again in a moment.';
}

/** Draws the picture anew, which leaves behind where and with what it was taken. */
async function bareImage(file: File): Promise<{ blob: Blob; width: number; height: number } | { sentence: string }> {
  if (file.type === 'image/svg+xml' || /\.svgz?$/i.test(file.name)) {
    return { sentence: 'The picture was not added: SVG files can hold programs. Send it as PNG, JPEG, WebP or GIF.' };
  }
  if (file.size > largestFile)
    return { sentence: 'The picture was not added: it is larger than 25 MB. Make it smaller first.' };
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return { sentence: unknownSentence };
  }
  try {
    for (let edge = longestEdge; edge >= 600; edge /= 2) {
      const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
      const size = {
        width: Math.max(1, Math.round(bitmap.width * scale)),
        height: Math.max(1, Math.round(bitmap.height * scale)),
      };
      const blob = await drawn(bitmap, size);
      if (blob !== null && blob.size <= imageLimit) return { blob, ...size };
    }
    return { sentence: unknownSentence };
  } finally {
    bitmap.close();
  }
}

/** As WebP, or PNG where a browser writes none. */
function drawn(bitmap: ImageBitmap, { width, height }: { width: number; height: number }): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return Promise.resolve(null);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 0.86));
}
