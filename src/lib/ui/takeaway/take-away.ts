/** The ways in which a board leaves this program: each makes one file in the browser, without the server. */
import { actionsToCsv } from '#lib/domain/board/actions-csv.ts';
import { writeBoardFile } from '#lib/domain/board/board-file.ts';
import type { Board } from '#lib/domain/board/card.ts';
import { fileNameOf } from '#lib/domain/file-name.ts';
import { pictureOf, pngOf, svgBlob } from './picture-file.ts';
import type { TakeAwaySubject } from './take-away-subject.ts';

export interface BoardOnItsWay {
  board: Board;
  subject: TakeAwaySubject;
}

/** Saves a picture of the board. Rejects when it cannot be made. */
export async function savePicture({ board, subject }: BoardOnItsWay, kind: 'png' | 'svg'): Promise<void> {
  const drawing = await pictureOf(board, subject);
  saveFile(kind === 'png' ? await pngOf(drawing) : svgBlob(drawing.svg), nameFor(subject, kind));
}

/** Saves the board's actions as a table for spreadsheets. */
export function saveActions({ board, subject }: BoardOnItsWay): void {
  const names = new Map(subject.people.map(({ id, name }) => [id, name]));
  const csv = actionsToCsv(board, (user) => names.get(user) ?? 'A former member');
  saveFile(new Blob([csv], { type: 'text/csv;charset=utf-8' }), nameFor(subject, 'csv', 'actions'));
}

/** Saves the whole board, to be imported again; without its pictures, which stay with the room. */
export function saveBoard({ board, subject }: BoardOnItsWay): void {
  const { session, format, people } = subject;
  const { cards, links, frames, ink } = board;
  const text = writeBoardFile({
    savedAt: Date.now(),
    session: { room: session.room.name, number: session.number },
    format,
    people: people.map(({ id, name }) => ({ id, name })),
    board: { cards, links, frames, ink },
  });
  saveFile(new Blob([text], { type: 'application/json' }), nameFor(subject, 'json', 'board'));
}

function nameFor({ session }: TakeAwaySubject, ending: string, what = ''): string {
  return fileNameOf(`session ${String(session.number)} ${session.room.name} ${what}`, { ending });
}

function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken it by then; at once would be too early for some.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
