/** A board full of linked cards, written through the front door by the unmodified client of y-websocket. */
import { addCard, addLink, cardText, readBoard } from '../src/lib/crdt/board-doc.ts';
import { blankCard, type CardKind } from '../src/lib/domain/board/card.ts';
import { openDesk, type Desk } from '../tests/support/board-desk.ts';
import { until } from '../tests/support/until.ts';
import { seededRandom } from './statistics.ts';

const patienceMs = 60_000;
/** Cards that are written in one message. */
const atOnce = 100;
const place = { width: 250, height: 190 };
const kinds: readonly CardKind[] = ['goal', 'question', 'action', 'note', 'note'];
const words = 'ask what matters most before giving advice and write down one small step that both can see'.split(' ');

export interface WrittenBoard {
  /** Puts these words before the text of a card, as somebody else on the board would. */
  write(card: string, text: string): void;
  leave(): void;
}

/** Resolves when the server has all of it on disk. The writer stays on the board. */
export async function writeBoard(
  port: number,
  session: string,
  cookie: string,
  cards: number,
  seed: number,
): Promise<WrittenBoard> {
  const desk = openDesk(port, session, cookie);
  const { doc, provider } = desk;
  await until(() => provider.synced, 'the board has arrived', patienceMs);
  const random = seededRandom(seed);
  const frames = readBoard(doc).frames;
  const corner = frames[0]?.at ?? { x: 0, y: 0 };
  // As wide as high on screen: a card is wider than its row is high.
  const columns = Math.ceil(Math.sqrt(cards));
  for (let made = 0; made < cards; made += atOnce) {
    doc.transact(() => {
      for (let nth = made; nth < Math.min(cards, made + atOnce); nth++) {
        const at = {
          x: corner.x + (nth % columns) * place.width + Math.round(random() * 24),
          y: corner.y + Math.floor(nth / columns) * place.height + Math.round(random() * 24),
        };
        const text = sentence(3 + Math.floor(random() * 12), random);
        const kind = kinds[Math.floor(random() * kinds.length)] ?? 'note';
        addCard(doc, blankCard({ id: cardId(nth), kind, text, at, createdAt: 1_767_225_600_000 + nth }));
        // To a neighbour on the left or above, as boards grow.
        const from = nth - (random() < 0.5 ? 1 : columns);
        if (from >= 0)
          addLink(doc, { id: `bench-link-${String(nth).padStart(6, '0')}`, from: cardId(from), to: cardId(nth) });
      }
    });
    await untilSaved(desk);
  }
  const written = readBoard(doc);
  if (written.cards.length < cards || written.links.length < cards / 2) throw new Error('the board is not as written');
  return {
    write(card, text) {
      const target = cardText(doc, card);
      if (target === null) throw new Error(`there is no card ${card}`);
      target.insert(0, text);
    },
    leave: desk.leave,
  };
}

function untilSaved({ sent, saved }: Desk): Promise<void> {
  return until(() => sent() > 0 && saved() >= sent(), 'the board is on disk', patienceMs);
}

function cardId(nth: number): string {
  return `bench-${String(nth).padStart(6, '0')}`;
}

function sentence(length: number, random: () => number): string {
  return Array.from({ length }, () => words[Math.floor(random() * words.length)] ?? '').join(' ');
}
