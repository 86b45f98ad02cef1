/** The agreement that a room signed last, on the board of a session in which it is signed again. Pure. */
import { agreementStep } from '#lib/domain/agreement.ts';
import { blankCard, cardTextLimit, type Board, type Card } from '#lib/domain/board/card.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { placeIn } from '#lib/domain/board/zones.ts';

interface Sources {
  format: Format;
  /** The wording that was signed last; null for none. */
  signed: string | null;
  /** What lies on the new board already. */
  board: Pick<Board, 'frames' | 'cards'>;
  at: number;
  newId: () => string;
}

/** One card in the zone of the step that signs; none where there is nothing to sign again. */
export function carriedAgreement({ format, signed, board, at, newId }: Sources): Card[] {
  const step = agreementStep(format);
  const [wanted] = step?.yields ?? [];
  const zone = board.frames.find((frame) => frame.step === step?.id);
  if (step === null || wanted === undefined || zone === undefined || signed === null) return [];
  return [
    blankCard({
      id: newId(),
      kind: wanted.kind,
      label: wanted.label,
      text: signed.slice(0, cardTextLimit),
      at: placeIn(zone, board.cards),
      author: null,
      createdAt: at,
      step: step.id,
    }),
  ];
}
