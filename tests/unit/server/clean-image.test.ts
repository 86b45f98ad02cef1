import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanImage, imageTypeOf } from '../../../server/images/clean-image.ts';
import { propertyRun } from '../../support/property-seed.ts';

const bytes = (...parts: (string | readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : [...part])));
const be32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const le32 = (value: number): number[] => be32(value).reverse();
const be16 = (value: number): number[] => [value >>> 8, value & 255];

const secret = 'GPS 48.137 N, 11.575 E, camera of Ama';
const holds = (image: Uint8Array, words: string): boolean => Buffer.from(image).includes(words);

const chunk = (name: string, data: Uint8Array): Uint8Array => bytes(be32(data.length), name, data, [1, 2, 3, 4]);
const header = (width = 2, height = 3): Uint8Array => chunk('IHDR', bytes(be32(width), be32(height), [8, 2, 0, 0, 0]));
const png = (...chunks: Uint8Array[]): Uint8Array => bytes('\x89PNG\r\n\x1a\n', ...chunks);
const plainPng = png(header(), chunk('IDAT', bytes('pixels')), chunk('IEND', bytes()));

const segment = (marker: number, data: Uint8Array): Uint8Array => bytes([0xff, marker], be16(data.length + 2), data);
const frame = segment(0xc0, bytes([8], be16(3), be16(2), [1, 1, 0x11, 0]));
const scan = bytes(segment(0xda, bytes([1, 1, 0, 0, 63, 0])), [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);
const jpeg = (...parts: Uint8Array[]): Uint8Array => bytes([0xff, 0xd8], ...parts, [0xff, 0xd9]);
const plainJpeg = jpeg(segment(0xdb, bytes('tables')), frame, scan);

const riff = (name: string, data: Uint8Array): Uint8Array =>
  bytes(name, le32(data.length), data, data.length % 2 === 1 ? [0] : []);
const webp = (...chunks: Uint8Array[]): Uint8Array => {
  const body = bytes(...chunks);
  return bytes('RIFF', le32(body.length + 4), 'WEBP', body);
};
const extended = (flags: number): Uint8Array => riff('VP8X', bytes([flags, 0, 0, 0, 1, 0, 0, 2, 0, 0]));

const gifStart = bytes('GIF89a', [2, 0, 3, 0, 0x80, 0, 0], [0, 0, 0, 255, 255, 255]);
const gifFrame = bytes([0x2c, 0, 0, 0, 0, 2, 0, 3, 0, 0], [2, 2, 0x44, 0x01, 0]);

describe('what a picture is, is told by its bytes', () => {
  test.each([
    ['image/png', plainPng],
    ['image/jpeg', plainJpeg],
    ['image/webp', webp(riff('VP8L', bytes('pixels')))],
    ['image/gif', bytes(gifStart, gifFrame, [0x3b])],
  ])('%s', (type, image) => {
    expect(imageTypeOf(image)).toBe(type);
    expect(cleanImage(image)?.type).toBe(type);
  });

  test.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['SVG behind a byte order mark', '\xef\xbb\xbf<svg onload="alert(1)"/>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a PDF', '%PDF-1.7'],
    ['nothing', ''],
    ['BMP', 'BM123456'],
  ])('%s is refused', (_, text) => {
    expect(cleanImage(bytes(text))).toBeNull();
  });
});

describe('nothing but the picture is kept', () => {
  test('of a PNG', () => {
    const tale = png(
      header(),
      chunk('tEXt', bytes(secret)),
      chunk('eXIf', bytes(secret)),
      chunk('acTL', bytes('moves')),
      chunk('IDAT', bytes('pixels')),
      chunk('tIME', bytes(secret)),
      chunk('IEND', bytes()),
    );
    expect(cleanImage(bytes(tale, `<script>${secret}`))?.bytes).toEqual(plainPng);
  });

  test('of a JPEG, in one scan or in several', () => {
    const tale = jpeg(
      segment(0xe1, bytes('Exif\0\0', secret)),
      segment(0xfe, bytes(secret)),
      segment(0xdb, bytes('tables')),
      segment(0xe2, bytes('ICC_PROFILE', secret)),
      frame,
      scan,
    );
    expect(cleanImage(bytes(tale, secret))?.bytes).toEqual(plainJpeg);
    const progressive = jpeg(frame, scan, segment(0xfe, bytes(secret)), scan);
    expect(cleanImage(progressive)?.bytes).toEqual(jpeg(frame, scan, scan));
  });

  test('of a WebP, and its header no longer promises more', () => {
    const image = cleanImage(
      webp(extended(0x3c), riff('ICCP', bytes(secret)), riff('VP8 ', bytes('odd')), riff('EXIF', bytes(secret))),
    );
    expect(image?.bytes).toEqual(webp(extended(0x10), riff('VP8 ', bytes('odd'))));
  });

  test('of a GIF, and only its first frame', () => {
    const comment = bytes([0x21, 0xfe, secret.length], secret, [0]);
    const control = bytes([0x21, 0xf9, 4, 1, 0, 0, 0, 0]);
    const image = cleanImage(bytes(gifStart, comment, control, gifFrame, control, gifFrame, [0x3b], secret));
    expect(image?.bytes).toEqual(bytes(gifStart, control, gifFrame, [0x3b]));
  });
});

describe('a picture is refused', () => {
  test.each([
    ['cut off', plainPng.subarray(0, plainPng.length - 6)],
    ['without pixels', png(header(), chunk('IEND', bytes()))],
    ['without a header', png(chunk('IDAT', bytes('pixels')), chunk('IEND', bytes()))],
    ['as a bomb of many pixels', png(header(60_000, 60_000), chunk('IDAT', bytes('x')), chunk('IEND', bytes()))],
    ['whose chunk is longer than the file', png(header(), bytes(be32(0xffff_ffff), 'IDAT'))],
    ['that is a JPEG without a frame', jpeg(segment(0xdb, bytes('tables')))],
    ['that is a JPEG without an end', plainJpeg.subarray(0, plainJpeg.length - 2)],
    ['that is a moving WebP', webp(extended(2), riff('ANIM', bytes('moves')), riff('ANMF', bytes('moves')))],
    ['that is a GIF without a frame', bytes(gifStart, [0x3b])],
  ])('%s', (_, image) => {
    expect(cleanImage(image)).toBeNull();
  });
});

test('cleaning what is clean changes nothing, and no spoiled file breaks it or smuggles words through', () => {
  const whole = [
    plainPng,
    plainJpeg,
    webp(extended(0x10), riff('VP8 ', bytes('pixels'))),
    bytes(gifStart, gifFrame, [0x3b]),
  ];
  for (const image of whole) expect(cleanImage(image)?.bytes).toEqual(image);
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
      fc.nat(),
      (image, flips, length) => {
        const spoiled = image.slice(0, length % 3 === 0 ? length % (image.length + 1) : image.length);
        for (const [at, value] of flips) if (spoiled.length > 0) spoiled[at % spoiled.length] = value;
        const clean = cleanImage(bytes(spoiled, secret));
        if (clean === null) return;
        expect(cleanImage(clean.bytes)).toEqual(clean);
        if (clean.type !== 'image/gif') expect(clean.bytes.length).toBeLessThanOrEqual(spoiled.length + secret.length);
      },
    ),
    propertyRun('spoiled pictures', 3_000),
  );
  expect(whole.some((image) => holds(cleanImage(bytes(image, secret))?.bytes ?? bytes(), secret))).toBe(false);
});
