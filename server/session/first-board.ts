/** What lies on a session's board when it opens. Pure. */
import type { BoardFile } from '#lib/domain/board/board-file.ts';
import type { Board, Card, Frame } from '#lib/domain/board/card.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { importedBoard } from '#lib/domain/board/imported-board.ts';
import { zoneGrowth } from '#lib/domain/board/zone-growth.ts';
import { newCardSize, zoneAir, zonesOf } from '#lib/domain/board/zones.ts';
import { carriedOverCards, promisesZone, type CarryOver } from './carry-over.ts';

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
    const cards = carriedOverCards({ frames, actions, numbers });
    return { frames: withRoomFor(frames, cards), images: [], ink: [], links: [], cards };
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

/** The zones of a new board, of which the one with the carried-over cards has grown until they all lie in it. */
function withRoomFor(frames: readonly Frame[], cards: readonly Card[]): Frame[] {
  const home = promisesZone(frames);
  const bottom = Math.max(0, ...cards.map(({ at }) => at.y + newCardSize.height + zoneAir));
  const nothingElse = { frames: [...frames], cards: [], links: [], images: [], ink: [] };
  const growth = home === undefined ? null : zoneGrowth(nothingElse, home.id, bottom);
  if (growth === null) return [...frames];
  return frames.map((frame) => {
    const at = growth.zones[frame.id] ?? frame.at;
    return frame === home ? { ...frame, size: growth.size } : { ...frame, at };
  });
}
