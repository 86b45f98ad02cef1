import type { Card, Size } from '#lib/domain/board/card.ts';
import { newCardSize } from '#lib/domain/board/zones.ts';

/** As `CardNode` and its parts set them, in board units. */
const lineHeight = 21;
const mostText = 360;
const letterWidth = 7.1;
/** What stands over and under the text of each kind, with the edges. */
const besideText: Readonly<Record<Card['kind'], number>> = { goal: 80, question: 79, action: 76, note: 49 };

/**
 * About how large a card is on the canvas, by the length of its text. It stands for a card that was never in the page;
 * once it comes there, it is measured.
 */
export function cardEstimate({ kind, text, size }: Pick<Card, 'kind' | 'text' | 'size'>): Size {
  const width = size?.width ?? newCardSize.width;
  // A line ends with a whole word, and so seldom at the edge. Letters of the far East are twice as wide.
  const inLine = Math.max(1, (width - 28) / letterWidth - 2);
  const lines = text.split('\n', 20).map((line) => line.replace(/[⺀-￦]/g, '··').length / inLine);
  const height = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line)) * lineHeight, besideText[kind]);
  return { width, height: Math.max(size?.height ?? 0, Math.min(height, besideText[kind] + mostText)) };
}
