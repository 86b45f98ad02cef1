import { cardTextLimit, type CardKind } from '#lib/domain/board/card.ts';

/** At most so much text becomes cards at once, in UTF-16 units: more is a document, and no board. */
export const pasteLimit = 20_000;

/** At most so many cards come out of one paste of text. */
export const pasteCardLimit = 100;

export interface PastedCard {
  kind: CardKind;
  text: string;
}

export type PastedText = { ok: true; cards: PastedCard[]; cut: number } | { ok: false; why: string };

const bullet = /^(?:[-*+•‣◦▪–]|\d{1,3}[.)])\s+/u;
const box = /^\[[ xX]?\]\s+/u;
const heading = /^#{1,6}\s+/u;

/**
 * Cards out of text from elsewhere. Every line is a card; a list's marks are taken off, and what is indented under a
 * point of a list belongs to it. A line with a box to tick is an action, one that ends in a question mark a question.
 */
export function readPastedText(text: string, kind: CardKind = 'note'): PastedText {
  if (text.length > pasteLimit) {
    return {
      ok: false,
      why: `That is too much for a board: ${number(text.length)} characters, and at most ${number(pasteLimit)} can be pasted at once. Nothing was pasted.`,
    };
  }
  const cards: PastedCard[] = [];
  let inList = false;
  for (const line of text.replace(/\r\n?/gu, '\n').split('\n')) {
    const bare = line.trim();
    if (bare === '') {
      inList = false;
      continue;
    }
    const isPoint = bullet.test(bare);
    const last = cards.at(-1);
    if (inList && /^(?:\s{2,}|\t)/u.test(line) && last !== undefined) {
      last.text = `${last.text}\n${isPoint ? '- ' : ''}${bare.replace(bullet, '')}`;
      continue;
    }
    inList = isPoint;
    cards.push(cardOf(bare, kind));
  }
  if (cards.length > pasteCardLimit) {
    return {
      ok: false,
      why: `That would be ${number(cards.length)} cards, one for each line, and at most ${number(pasteCardLimit)} can be pasted at once. Nothing was pasted.`,
    };
  }
  let cut = 0;
  for (const card of cards) {
    if (card.text.length <= cardTextLimit) continue;
    card.text = card.text.slice(0, cardTextLimit);
    cut += 1;
  }
  return { ok: true, cards, cut };
}

function cardOf(line: string, kind: CardKind): PastedCard {
  const point = line.replace(bullet, '').replace(heading, '');
  if (box.test(point)) return { kind: 'action', text: point.replace(box, '') };
  return { kind: /[?؟？]$/u.test(point) ? 'question' : kind, text: point };
}

const number = (value: number): string => value.toLocaleString('en-GB');
