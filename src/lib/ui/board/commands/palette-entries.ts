import { commandGroups, type Desk } from './board-command.ts';
import { boardCommands, perform } from './board-commands.ts';
import { gist } from '#lib/ui/board/board-words.ts';
import { zoneTitle } from '#lib/ui/board/outline/outline.ts';

/** A line of the palette. */
export interface PaletteEntry {
  id: string;
  group: string;
  title: string;
  key: string | null;
  run: () => void;
}

/** At most as many cards are offered for what was typed: for more there is finding on the board. */
const mostCards = 6;

/** All that can be done now: commands by group, then zones to go to. The palette itself is left out. */
export function paletteEntries(desk: Desk): PaletteEntry[] {
  const { stage, sight } = desk;
  const possible = boardCommands.filter(
    (command) => command.id !== 'palette' && command.linking !== true && command.when?.(desk) !== false,
  );
  const commands = commandGroups.flatMap((group) =>
    possible
      .filter((command) => command.group === group)
      .map((command) => ({
        id: command.id,
        group,
        title: command.title,
        key: command.keys?.[0] ?? null,
        run: () => {
          perform(command, desk);
          // No key is let go of that would end a move.
          desk.canvas.hold.drop();
        },
      })),
  );
  const zones = stage.board.frames.map((frame) => ({
    id: `zone-${frame.id}`,
    group: 'Zones',
    title: `Go to ${zoneTitle(frame, stage.turnNames)}`,
    key: null,
    run: () => void sight.show(frame),
  }));
  return [...commands, ...zones];
}

/** The entries that a query means, best first, and cards that contain it. With nothing typed: all entries as they are. */
export function searchPalette(entries: readonly PaletteEntry[], query: string, desk: Desk): PaletteEntry[] {
  const words = wordsOf(query);
  if (words.length === 0) return [...entries];
  const found = entries
    .map((entry, index) => ({ entry, index, score: matchScore(entry.title, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ entry }) => entry);
  const text = query.trim().toLowerCase();
  const cards = desk.stage.board.cards
    .filter((card) => card.text.toLowerCase().includes(text))
    .slice(0, mostCards)
    .map((card) => ({
      id: `card-${card.id}`,
      group: 'Cards on the board',
      title: gist(card),
      key: null,
      run: () => desk.stage.focusOn.card(card.id),
    }));
  return [...found, ...cards];
}

/** How well a title answers: every typed word must begin a word of it, or at least occur in it. 0: it does not. */
export function matchScore(title: string, words: readonly string[]): number {
  const own = wordsOf(title);
  const whole = own.join(' ');
  let score = whole.startsWith(words.join(' ')) ? 3 : 0;
  for (const word of words) {
    if (own.some((candidate) => candidate.startsWith(word))) score += 2;
    else if (word.length > 1 && whole.includes(word)) score += 1;
    else return 0;
  }
  return score;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}%]+/gu) ?? [];
}
