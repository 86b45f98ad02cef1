/**
 * What an uploaded picture must be before it is kept: one of four formats, told by its bytes and not by its name, and
 * without anything in it but the picture. Where it was taken, with which camera, by whom and when, comments, thumbnails,
 * colour profiles, animation and whatever hangs behind its end are dropped. Nothing is decoded: compressed data is
 * copied as it is, and only browsers, which are built for hostile pictures, ever open it.
 */

import type { ImageType } from '#lib/domain/board/image.ts';

/** No picture on a board is larger, in pixels along an edge. */
const longestEdge = 8_192;

/** Bytes as characters, one for each: what calls itself Latin-1 in a `TextDecoder` is another code. */
const word = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

/** The format that the bytes begin like; null for everything else, SVG and HTML above all. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  if (word(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (word(bytes, 0, 4) === 'RIFF' && word(bytes, 8, 4) === 'WEBP') return 'image/webp';
  if (word(bytes, 0, 6) === 'GIF87a' || word(bytes, 0, 6) === 'GIF89a') return 'image/gif';
  return null;
}

/** The picture alone, with its type; null when it is none of the four, is cut off, malformed, or too large to be shown. */
export function cleanImage(bytes: Uint8Array): { type: ImageType; bytes: Uint8Array } | null {
  const type = imageTypeOf(bytes);
  if (type === null) return null;
  const clean = cleaners[type](bytes);
  return clean === null ? null : { type, bytes: clean };
}

const cleaners: Readonly<Record<ImageType, (bytes: Uint8Array) => Uint8Array | null>> = {
  'image/png': cleanPng,
  'image/jpeg': cleanJpeg,
  'image/webp': cleanWebp,
  'image/gif': cleanGif,
};

const fits = (width: number, height: number): boolean =>
  width > 0 && height > 0 && width <= longestEdge && height <= longestEdge;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** What a picture needs to look right. Texts, times, profiles and the frames of an animation are not among them. */
const pngChunks = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'IDAT', 'IEND']);

function cleanPng(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const kept = [bytes.subarray(0, 8)];
  let at = 8;
  let hasData = false;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const name = word(bytes, at + 4, 4);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    if ((at === 8) !== (name === 'IHDR')) return null;
    if (name === 'IHDR' && (length !== 13 || !fits(view.getUint32(at + 8), view.getUint32(at + 12)))) return null;
    if (name === 'IDAT') hasData = true;
    if (pngChunks.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return hasData ? joined(kept) : null;
    at = end;
  }
  return null;
}

const sof = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

function cleanJpeg(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  let hasFrame = false;
  let hasScan = false;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Filling before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) return hasFrame && hasScan ? joined([...kept, new Uint8Array([0xff, 0xd9])]) : null;
    if (at + 4 > bytes.length) return null;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length || end < at + 4) return null;
    if (sof.has(marker)) {
      if (hasFrame || end < at + 9 || !fits(view.getUint16(at + 7), view.getUint16(at + 5))) return null;
      hasFrame = true;
    }
    // Adobe's (APP14) says how colours are coded; all other application segments and comments only tell tales.
    const isTale = (marker >= 0xe0 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;
    if (marker === 0xda) {
      if (!hasFrame) return null;
      hasScan = true;
      const scanEnd = endOfScan(bytes, end);
      kept.push(bytes.subarray(at, scanEnd));
      at = scanEnd;
      continue;
    }
    if (!isTale) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

/** Where the next marker stands: within a scan, 0xff is followed by 0 or by the number of a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return bytes.length;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 2;
  }
  return bytes.length;
}

const webpChunks = new Set(['VP8 ', 'VP8L', 'ALPH']);
/** Of the flags of an extended header only "has transparency" is true of what is left. */
const alphaFlag = 0x10;

function cleanWebp(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [];
  let at = 12;
  let pictures = 0;
  while (at + 8 <= bytes.length) {
    const name = word(bytes, at, 4);
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length;
    if (end > bytes.length) return null;
    const chunk = new Uint8Array(8 + length + (length % 2));
    chunk.set(bytes.subarray(at, end));
    // A moving picture would need its frames rewritten: whoever uploads through the page sends a still one.
    if (name === 'ANIM' || name === 'ANMF') return null;
    if (name === 'VP8X') {
      if (kept.length > 0 || length !== 10 || !fits(uint24(bytes, at + 12) + 1, uint24(bytes, at + 15) + 1))
        return null;
      chunk[8] = (chunk[8] ?? 0) & alphaFlag;
      kept.push(chunk);
    }
    if (webpChunks.has(name)) kept.push(chunk);
    if (name === 'VP8 ' || name === 'VP8L') pictures += 1;
    at = end + (length % 2);
  }
  if (pictures !== 1) return null;
  const body = joined(kept);
  const head = new Uint8Array(12);
  head.set(bytes.subarray(0, 12));
  viewOf(head).setUint32(4, body.length + 4, true);
  return joined([head, body]);
}

function uint24(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
}

/** The first frame, with what says which of its colours is transparent. */
function cleanGif(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  if (bytes.length < 13 || !fits(view.getUint16(6, true), view.getUint16(8, true))) return null;
  let at = 13 + tableSize(bytes[10] ?? 0);
  const kept = [bytes.subarray(0, at)];
  let control: Uint8Array | null = null;
  while (at < bytes.length) {
    if (bytes[at] === 0x21) {
      const end = endOfBlocks(bytes, at + 2);
      if (end === null) return null;
      if (bytes[at + 1] === 0xf9) control = bytes.subarray(at, end);
      at = end;
      continue;
    }
    if (bytes[at] !== 0x2c || at + 10 > bytes.length) return null;
    // The code size of the compression stands before its blocks.
    const end = endOfBlocks(bytes, at + 10 + tableSize(bytes[at + 9] ?? 0) + 1);
    if (end === null) return null;
    return joined([...kept, ...(control === null ? [] : [control]), bytes.subarray(at, end), new Uint8Array([0x3b])]);
  }
  return null;
}

/** The length of a colour table, from the flags before it. */
const tableSize = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

function endOfBlocks(bytes: Uint8Array, from: number): number | null {
  let at = from;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at <= bytes.length ? at : null;
  }
  return null;
}
