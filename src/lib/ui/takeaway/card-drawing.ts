/** One card as it looks on the canvas, laid out and drawn without a browser. */
import type { Card, Point, Size } from '#lib/domain/board/card.ts';
import { cardTitle, dayName, statusNames } from '#lib/ui/board/board-words.ts';
import { cardInks, ink, inkSoft, kindIcons, line as lineColour, mixed, surface } from './drawing-look.ts';
import { svgElement, svgText } from './svg-markup.ts';
import { isRightToLeft, textLines, type Font, type MeasureText, type TextLine } from './text-lines.ts';

const width = 216;
const titleFont: Font = { size: 13, weight: 600 };
const textFont: Font = { size: 15, weight: 400 };
const factFont: Font = { size: 13, weight: 400 };
const lineHeight = 21;
const factHeight = 19;
const chipHeight = 21;
/** As on the canvas: a longer text is cut there too, unless the card was made higher. */
const textHeight = 360;

/** A card with everything in its place, relative to its top left corner. */
export interface CardLayout {
  card: Card;
  at: Point;
  size: Size;
  title: string;
  top: number;
  inset: number;
  text: TextLine[];
  plan: TextLine[];
  chips: { text: string; at: Point; width: number }[];
  /** Where the text, the plan and the chips begin. */
  planTop: number;
}

export interface CardWords {
  measure: MeasureText;
  nameOf: (user: string) => string;
}

export function layOutCard(card: Card, { measure, nameOf }: CardWords): CardLayout {
  const inset = card.kind === 'question' ? 15 : 13;
  const top = card.kind === 'goal' ? 14 : 11;
  const foot = card.kind === 'note' ? 14 : 10;
  const outer = card.size?.width ?? width;
  const inner = outer - 2 * inset;
  const most = Math.floor(Math.max(textHeight, (card.size?.height ?? 0) - 64) / lineHeight);
  const text = textLines(card.text === '' ? 'No words' : card.text, { width: inner, font: textFont, most, measure });
  const marks = [card.emoji ?? '', cardTitle(card)].filter((part) => part !== '').join(' ');
  const [title] = textLines(marks, { width: inner - 20, font: titleFont, most: 1, measure });
  let bottom = top + 22 + text.length * lineHeight;
  const plan =
    card.kind === 'action' && card.plan !== ''
      ? textLines(card.plan, { width: inner, font: factFont, most: 3, measure })
      : [];
  const planTop = bottom + 8;
  if (plan.length > 0) bottom = planTop + plan.length * factHeight;
  const chips = placeChips(factsOf(card, nameOf), { left: inset, top: bottom + 8, width: inner, measure });
  const lastChip = chips.at(-1);
  if (lastChip !== undefined) bottom = lastChip.at.y + chipHeight;
  return {
    card,
    at: card.at,
    size: { width: outer, height: Math.max(card.size?.height ?? 0, bottom + foot) },
    title: title?.text ?? '',
    top,
    inset,
    text,
    plan,
    chips,
    planTop,
  };
}

function factsOf(card: Card, nameOf: (user: string) => string): string[] {
  const reactions = [...Map.groupBy(card.reactions, ({ emoji }) => emoji)].map(
    ([emoji, users]) => `${emoji} ${String(users.length)}`,
  );
  return [...kindFacts(card, nameOf), ...reactions];
}

function kindFacts(card: Card, nameOf: (user: string) => string): string[] {
  switch (card.kind) {
    case 'goal':
      return [
        ...(card.scale === null ? [] : [`${String(card.scale)} of 10`]),
        ...(card.due === null ? [] : [`by ${dayName(card.due)}`]),
      ];
    case 'question':
      return [
        ...(card.pinned ? ['Pinned'] : []),
        ...(card.answered ? ['Answered'] : []),
        ...(card.useful === null ? [] : [`Useful to ${nameOf(card.useful)}`]),
      ];
    case 'action':
      return [
        ...(card.status === 'open' ? [] : [statusNames[card.status]]),
        ...(card.owner === null ? [] : [nameOf(card.owner)]),
        ...(card.due === null ? [] : [`by ${dayName(card.due)}`]),
        ...(card.confidence === null ? [] : [`${String(card.confidence)} of 10 sure`]),
      ];
    case 'note':
      return [];
  }
}

function placeChips(
  texts: readonly string[],
  box: { left: number; top: number; width: number; measure: MeasureText },
): CardLayout['chips'] {
  const chips: CardLayout['chips'] = [];
  let x = 0;
  let y = box.top;
  for (const text of texts) {
    const [fitting] = textLines(text, { width: box.width - 18, font: factFont, most: 1, measure: box.measure });
    const words = fitting?.text ?? '';
    const chipWidth = box.measure(words, factFont) + 18;
    if (x > 0 && x + chipWidth > box.width) {
      x = 0;
      y += chipHeight + 6;
    }
    chips.push({ text: words, at: { x: box.left + x, y }, width: chipWidth });
    x += chipWidth + 6;
  }
  return chips;
}

/** The card as a group of SVG elements. */
export function drawCard({ card, at, size, title, top, inset, text, plan, chips, planTop }: CardLayout): string {
  const { strong, wash } = cardInks(card);
  const icon = svgElement(
    'g',
    {
      transform: `translate(${String(inset)} ${String(top + 1)}) scale(0.583)`,
      fill: 'none',
      stroke: strong,
      'stroke-width': 2,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    },
    kindIcons[card.kind].map((d) => svgElement('path', { d })).join(''),
  );
  const settled = card.status !== 'open';
  const box = { left: inset, right: size.width - inset };
  const parts = [
    cardGround(card, size, strong, wash),
    icon,
    textElement({ text: title, rtl: false }, { left: inset + 20, right: box.right }, top + 13, titleFont, strong),
    ...text.map((line, index) =>
      textElement(
        line,
        box,
        top + 22 + index * lineHeight + 15.5,
        textFont,
        settled || card.text === '' ? inkSoft : ink,
      ),
    ),
    ...plan.map((line, index) => textElement(line, box, planTop + index * factHeight + 14, factFont, inkSoft)),
    ...chips.map((chip) => chipElement(chip)),
  ];
  return svgElement('g', { transform: `translate(${String(at.x)} ${String(at.y)})` }, parts.join(''));
}

function cardGround({ kind }: Card, { width: w, height: h }: Size, strong: string, wash: string): string {
  const edge = mixed(strong, wash, 0.28);
  const path = (d: string, fill: string, stroke?: string): string =>
    svgElement('path', { d, fill, stroke, 'stroke-width': stroke === undefined ? undefined : 1 });
  const n = (value: number): string => String(Math.round(value * 100) / 100);
  switch (kind) {
    case 'goal':
      return (
        svgElement('rect', { width: w, height: h, rx: 14, fill: wash, stroke: edge }) +
        path(`M0 14a14 14 0 0 1 14-14H${n(w - 14)}a14 14 0 0 1 14 14q-1-10-14-10H14q-13 0-14 10z`, strong)
      );
    case 'question':
      return path(
        `M20 0H${n(w - 20)}a20 20 0 0 1 20 20V${n(h - 20)}a20 20 0 0 1-20 20H14L0 ${n(h + 9)}V20A20 20 0 0 1 20 0z`,
        wash,
        edge,
      );
    case 'action':
      return svgElement('rect', { width: w, height: h, rx: 4, fill: wash, stroke: edge });
    case 'note':
      return (
        path(`M2 0H${n(w - 2)}a2 2 0 0 1 2 2V${n(h - 15)}l-15 15H2a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2z`, wash, edge) +
        path(`M${n(w)} ${n(h - 15)}h-10a5 5 0 0 0-5 5v10z`, mixed(strong, wash, 0.3))
      );
  }
}

function textElement(
  { text, rtl }: TextLine,
  { left, right }: { left: number; right: number },
  y: number,
  font: Font,
  fill: string,
): string {
  if (text.trim() === '') return '';
  return svgElement(
    'text',
    {
      x: rtl ? right : left,
      y,
      'font-size': font.size,
      'font-weight': font.weight,
      fill,
      direction: rtl ? 'rtl' : undefined,
    },
    svgText(text),
  );
}

function chipElement({ text, at, width: chipWidth }: CardLayout['chips'][number]): string {
  return (
    svgElement('rect', {
      x: at.x + 0.5,
      y: at.y + 0.5,
      width: chipWidth - 1,
      height: chipHeight - 1,
      rx: (chipHeight - 1) / 2,
      fill: surface,
      stroke: lineColour,
    }) +
    textElement(
      { text, rtl: isRightToLeft(text) },
      { left: at.x + 9, right: at.x + chipWidth - 9 },
      at.y + 15,
      factFont,
      inkSoft,
    )
  );
}
