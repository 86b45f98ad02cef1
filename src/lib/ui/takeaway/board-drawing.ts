/** A board as a picture: one pure function from plain data to an SVG file. */
import { pileHeight } from '#lib/domain/board/board-item.ts';
import type { Board, Card, Frame, Link, Point, Size } from '#lib/domain/board/card.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import { strokeBox } from '#lib/domain/board/stroke-box.ts';
import type { Stroke } from '#lib/domain/board/stroke.ts';
import { linkPath, type Box } from '#lib/ui/board/canvas/link-path.ts';
import { zoneTitle } from '#lib/ui/board/outline/outline.ts';
import { drawCard, layOutCard, type CardLayout } from './card-drawing.ts';
import { ink, inkSoft, line as lineColour, mixed, strokeInk, surface, water } from './drawing-look.ts';
import { strokePath } from '#lib/ui/ink/stroke-path.ts';
import { svgElement, svgText } from './svg-markup.ts';
import { textLines, type MeasureText } from './text-lines.ts';

export interface DrawingSources {
  board: Board;
  /** Above the picture: which room and session it is. Also its name for screen readers. */
  title: string;
  nameOf: (user: string) => string;
  /** Whose turn each turn was, by name. */
  turnNames: readonly (string | null)[];
  measure: MeasureText;
  /** The bytes of the pictures by their files, as data URLs. What is missing is drawn as a box with its words. */
  pictures: ReadonlyMap<string, string>;
  /** A font file (WOFF2) as base64, so that the picture looks the same everywhere; null: the reader's own fonts. */
  font: string | null;
}

export interface Drawing {
  svg: string;
  /** In board units, which are CSS pixels. */
  size: Size;
}

const margin = 32;
const heading = 44;
const zoneFont = { size: 15, weight: 600 } as const;
const pictureFont = { size: 13, weight: 400 } as const;
const titleFont = { size: 18, weight: 600 } as const;
export const drawingFonts = "'Figtree Variable', Figtree, ui-sans-serif, system-ui, 'Noto Sans', Arial, sans-serif";

/** Draws a board, or a part of one (see `drawing-parts.ts`), in the light theme. Whatever people wrote stays text. */
export function drawBoard(sources: DrawingSources): Drawing {
  const { board, measure, font } = sources;
  const cards = board.cards.map((card) => layOutCard(card, sources));
  // Links run at the height of nothing in particular, as on the canvas.
  const pile = [
    ...board.images.map((image) => ({
      height: pileHeight({ type: 'image', order: image.order }),
      draw: () => drawImage(image, sources),
    })),
    ...cards.map((layout) => ({
      height: pileHeight({ type: 'card', order: layout.card.order }),
      draw: () => drawCard(layout),
    })),
  ].sort((a, b) => a.height - b.height);
  const area = areaOf([...cards, ...board.frames, ...board.images, ...board.ink.map(strokeBox)]);
  const size = { width: Math.max(area.size.width, 320) + 2 * margin, height: area.size.height + 2 * margin + heading };
  const [title] = textLines(sources.title, { width: size.width - 2 * margin, font: titleFont, most: 1, measure });
  const origin = { x: margin - area.at.x, y: margin + heading - area.at.y };

  const content = [
    svgElement('title', {}, svgText(sources.title)),
    svgElement('defs', {}, arrowHead),
    svgElement('style', {}, fontRule(font)),
    svgElement('rect', { width: size.width, height: size.height, fill: water }),
    svgElement(
      'text',
      { x: margin, y: margin + 16, 'font-size': titleFont.size, 'font-weight': titleFont.weight, fill: ink },
      svgText(title?.text ?? ''),
    ),
    svgElement(
      'g',
      { transform: `translate(${String(round(origin.x))} ${String(round(origin.y))})` },
      [
        ...board.frames.map((frame) => drawZone(frame, zoneTitle(frame, sources.turnNames), measure)),
        ...pile.filter(({ height }) => height < 0).map(({ draw }) => draw()),
        ...drawLinks(board.links, cards, measure),
        ...pile.filter(({ height }) => height >= 0).map(({ draw }) => draw()),
        ...board.ink.map(drawStroke),
      ].join(''),
    ),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: size.width,
    height: size.height,
    viewBox: `0 0 ${String(round(size.width))} ${String(round(size.height))}`,
    'font-family': drawingFonts,
    role: 'img',
  };
  return { svg: `<?xml version="1.0" encoding="UTF-8"?>\n${svgElement('svg', attributes, content.join(''))}\n`, size };
}

/** Nothing but the font's own letters can be in it: base64 holds no character that means something here. */
function fontRule(font: string | null): string {
  if (font === null || !/^[A-Za-z0-9+/]+={0,2}$/.test(font)) return 'text{white-space:pre}';
  return `@font-face{font-family:'Figtree Variable';font-weight:300 900;src:url(data:font/woff2;base64,${font}) format('woff2')}text{white-space:pre}`;
}

const arrowHead = svgElement(
  'marker',
  {
    id: 'arrow',
    viewBox: '0 0 10 10',
    refX: 8,
    refY: 5,
    markerWidth: 7,
    markerHeight: 7,
    orient: 'auto-start-reverse',
  },
  svgElement('path', { d: 'M1 1l8 4-8 4z', fill: mixed(inkSoft, water, 0.75) }),
);

function areaOf(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { at: { x: 0, y: 0 }, size: { width: 320, height: 120 } };
  const edges = (pick: (box: Box) => number): number[] => boxes.map(pick);
  const left = least(edges(({ at }) => at.x));
  const top = least(edges(({ at }) => at.y));
  // The tail of a question hangs below its card.
  const right = most(edges(({ at, size }) => at.x + size.width));
  const bottom = most(edges(({ at, size }) => at.y + size.height)) + 10;
  return { at: { x: left, y: top }, size: { width: right - left, height: bottom - top } };
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

function drawZone({ at, size }: Frame, title: string, measure: MeasureText): string {
  const [line] = textLines(title, { width: Math.max(40, size.width - 32), font: zoneFont, most: 1, measure });
  return (
    svgElement('rect', {
      ...at,
      ...size,
      rx: 16,
      fill: mixed(surface, water, 0.55),
      stroke: lineColour,
    }) +
    svgElement(
      'text',
      { x: at.x + 16, y: at.y + 27, 'font-size': zoneFont.size, 'font-weight': zoneFont.weight, fill: inkSoft },
      svgText(line?.text ?? ''),
    )
  );
}

/** Only pixels: what is not one of the four formats as base64 is not put into the file. */
const picturePattern = /^data:image\/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+={0,2}$/;

function drawImage({ at, size, alt, file }: BoardImage, { pictures, measure }: DrawingSources): string {
  const href = pictures.get(file) ?? '';
  if (picturePattern.test(href)) {
    return svgElement(
      'image',
      { ...at, ...size, href, preserveAspectRatio: 'none', role: 'img' },
      svgElement('title', {}, svgText(alt === '' ? 'Picture' : alt)),
    );
  }
  const box = svgElement('rect', { ...at, ...size, rx: 6, fill: surface, stroke: lineColour });
  const words = alt === '' ? 'A picture' : alt;
  const lines = textLines(words, { width: Math.max(40, size.width - 24), font: pictureFont, most: 3, measure });
  return (
    box +
    lines
      .map(({ text }, index) =>
        svgElement(
          'text',
          { x: at.x + 12, y: at.y + 24 + index * 19, 'font-size': pictureFont.size, fill: inkSoft },
          svgText(text),
        ),
      )
      .join('')
  );
}

function drawStroke(stroke: Stroke): string {
  const { x, y } = stroke.at;
  return svgElement('path', {
    d: strokePath(stroke),
    transform: `translate(${String(round(x))} ${String(round(y))})`,
    fill: strokeInk(stroke.colour),
  });
}

function drawLinks(links: readonly Link[], cards: readonly CardLayout[], measure: MeasureText): string[] {
  const byId = new Map<Card['id'], CardLayout>(cards.map((layout) => [layout.card.id, layout]));
  return links.flatMap(({ from, to, label }) => {
    const [start, end] = [byId.get(from), byId.get(to)];
    if (start === undefined || end === undefined) return [];
    const { d, middle } = linkPath(start, end);
    const path = svgElement('path', {
      d,
      fill: 'none',
      stroke: mixed(inkSoft, water, 0.62),
      'stroke-width': 1.6,
      'marker-end': 'url(#arrow)',
    });
    return [path + (label === '' ? '' : drawLinkLabel(label, middle, measure))];
  });
}

function drawLinkLabel(label: string, middle: Point, measure: MeasureText): string {
  const font = { size: 13, weight: 400 } as const;
  const [line] = textLines(label, { width: 200, font, most: 1, measure });
  const words = line?.text ?? '';
  const width = measure(words, font) + 14;
  return (
    svgElement('rect', {
      x: middle.x - width / 2,
      y: middle.y - 11,
      width,
      height: 22,
      rx: 11,
      fill: surface,
      stroke: lineColour,
    }) +
    svgElement(
      'text',
      { x: middle.x, y: middle.y + 4.5, 'font-size': font.size, fill: inkSoft, 'text-anchor': 'middle' },
      svgText(words),
    )
  );
}

const round = (value: number): number => Math.round(value * 100) / 100;
