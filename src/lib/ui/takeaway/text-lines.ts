/** Text broken into lines, for drawings that have no browser to do it for them. */
import { graphemesOf } from '#lib/domain/graphemes.ts';

export interface Font {
  /** In board units. */
  size: number;
  weight: 400 | 600;
}

/** The width of a line of text, in board units. */
export type MeasureText = (text: string, font: Font) => number;

export interface TextLine {
  text: string;
  /** By the first letter of its paragraph that has a direction. */
  rtl: boolean;
}

/** Letters of scripts that are written from right to left. */
const rtlLetter = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const letter = /\p{L}/u;

/**
 * Breaks text at its line breaks, between words, and within a word that is wider than a line. The last line ends in an
 * ellipsis when there is more than `most` lines hold.
 */
export function textLines(
  text: string,
  { width, font, most, measure }: { width: number; font: Font; most: number; measure: MeasureText },
): TextLine[] {
  const lines: TextLine[] = [];
  const paragraphs = text.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').split('\n');
  for (const [index, paragraph] of paragraphs.entries()) {
    const rtl = isRightToLeft(paragraph);
    for (const line of paragraphLines(paragraph, width, (part) => measure(part, font))) {
      if (lines.length === most) return endInEllipsis(lines, width, (part) => measure(part, font));
      lines.push({ text: line, rtl });
    }
    if (lines.length === most && index < paragraphs.length - 1) {
      return endInEllipsis(lines, width, (part) => measure(part, font));
    }
  }
  return lines;
}

export function isRightToLeft(paragraph: string): boolean {
  const first = letter.exec(paragraph.slice(0, 400));
  return first !== null && rtlLetter.test(first[0]);
}

function* paragraphLines(paragraph: string, width: number, measure: (text: string) => number): Generator<string> {
  let line = '';
  for (const piece of unbreakable(paragraph)) {
    if (piece.trim() === '' || measure(line + piece) <= width) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') yield line.trimEnd();
    line = piece;
    if (measure(line) <= width) continue;
    const parts = brokenWord(line, width, measure);
    yield* parts.slice(0, -1);
    line = parts.at(-1) ?? '';
  }
  yield line.trimEnd();
}

/** Scripts that write words without spaces between them. */
const spaceless =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** What stays on one line: blanks, words with the marks around them, words of scripts without spaces. */
function unbreakable(paragraph: string): string[] {
  const pieces: string[] = [];
  let before = '';
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'word' }).segment(paragraph)) {
    const isBlank = segment.trim() === '';
    const breaks =
      before === '' || isBlank || before.trim() === '' || (spaceless.test(segment) && spaceless.test(before));
    if (breaks) pieces.push(segment);
    else pieces.push(`${pieces.pop() ?? ''}${segment}`);
    before = segment;
  }
  return pieces;
}

function brokenWord(word: string, width: number, measure: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of graphemesOf(word)) {
    if (piece !== '' && measure(piece + letter) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}

function endInEllipsis(lines: TextLine[], width: number, measure: (text: string) => number): TextLine[] {
  const last = lines.at(-1);
  if (last === undefined) return lines;
  let kept = graphemesOf(last.text);
  while (kept.length > 0 && measure(`${kept.join('')}…`) > width) kept = kept.slice(0, -1);
  return [...lines.slice(0, -1), { text: `${kept.join('').trimEnd()}…`, rtl: last.rtl }];
}
