import type { BoardFile } from './board-file.ts';
import type { Board, Card } from './card.ts';

export interface ImportedBoardSources {
  file: Pick<BoardFile, 'board'>;
  /** The room's open actions, by id, as cards. */
  open: ReadonlyMap<string, Card>;
  /** Ids of the room's members: nobody else is named on its board. */
  members: ReadonlySet<string>;
  newId: () => string;
}

/**
 * The board of a file as the first board of a new session. Its cards get new ids, so that old promises are not taken
 * up behind anybody's back; but an open promise of this room stays one and the same, as it stands in the room now.
 * People who are not in the room are named nowhere.
 */
export function importedBoard({ file, open, members, newId }: ImportedBoardSources): Board {
  const { cards, links, frames, ink } = file.board;
  const ids = new Map(cards.map(({ id }) => [id, open.has(id) ? id : newId()]));
  const groups = new Map<string, string>();
  const member = (user: string | null): string | null => (user !== null && members.has(user) ? user : null);
  const groupOf = (group: string | null): string | null => {
    if (group === null) return null;
    const known = groups.get(group) ?? newId();
    groups.set(group, known);
    return known;
  };
  return {
    cards: cards.map((card) => {
      const { at, size, order } = card;
      const promise = open.get(card.id);
      const group = groupOf(card.group);
      if (promise !== undefined) return { ...promise, at, size, order, group };
      return {
        ...card,
        id: ids.get(card.id) ?? newId(),
        group,
        author: member(card.author),
        editedBy: member(card.editedBy),
        useful: member(card.useful),
        owner: member(card.owner),
        reactions: card.reactions.filter(({ user }) => members.has(user)),
        dots: card.dots.filter(({ user }) => members.has(user)),
        // The number of a session in another room, or of one long before.
        carriedFrom: null,
      };
    }),
    links: links.flatMap(({ from, to, label }) => {
      const [start, end] = [ids.get(from), ids.get(to)];
      return start === undefined || end === undefined ? [] : [{ id: newId(), from: start, to: end, label }];
    }),
    frames: frames.map((frame) => ({ ...frame, group: groupOf(frame.group) })),
    images: [],
    ink: ink.map((stroke) => ({
      ...stroke,
      id: newId(),
      group: groupOf(stroke.group),
      author: member(stroke.author),
    })),
  };
}
