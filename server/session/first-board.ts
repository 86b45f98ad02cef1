/** What lies on a session's board when it opens. Pure. */
import type { BoardFile } from '#lib/domain/board-file.ts';
import type { Board } from '#lib/domain/card.ts';
import type { Format } from '#lib/domain/format.ts';
import { importedBoard } from '#lib/domain/imported-board.ts';
import { zonesOf } from '#lib/domain/zones.ts';
import { carriedOverCards, type CarryOver } from './carry-over.ts';

export interface FirstBoardSources extends Pick<CarryOver, 'actions' | 'numbers'> {
  format: Format;
  /** A board to begin with instead of the format's empty zones. */
  file: BoardFile | null;
  members: ReadonlySet<string>;
  newId: () => string;
}

/** The zones of the format and the room's open actions; or the file's board, with the open actions that it lacks. */
export function firstBoard({ format, file, actions, numbers, members, newId }: FirstBoardSources): Board {
  if (file === null) {
    const frames = zonesOf(format);
    return { frames, images: [], ink: [], links: [], cards: carriedOverCards({ frames, actions, numbers }) };
  }
  const frames = file.board.frames.length > 0 ? file.board.frames : zonesOf(format);
  const open = new Map(carriedOverCards({ frames, actions, numbers }).map((card) => [card.id, card]));
  const imported = importedBoard({ file, open, members, newId });
  const there = new Set(imported.cards.map(({ id }) => id));
  const missing = actions.filter(({ id }) => !there.has(id));
  const carried = carriedOverCards({ frames, actions: missing, numbers, taken: imported.cards });
  const { links, ink } = imported;
  return { frames, images: [], ink, links, cards: [...imported.cards, ...carried] };
}
