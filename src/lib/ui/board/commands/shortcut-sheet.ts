import { commandGroups, type BoardCommand, type CommandGroup } from './board-command.ts';
import { boardCommands } from './board-commands.ts';
import { keyCaps } from './board-keys.ts';

interface SheetLine {
  caps: readonly string[];
  does: string;
}

export interface SheetGroup {
  title: string;
  lines: readonly SheetLine[];
}

/** What hands do without a key, or with one held down. */
const gestures: Readonly<Partial<Record<CommandGroup, readonly SheetLine[]>>> = {
  Add: [
    { caps: ['Double-click'], does: 'Choose a kind for that spot' },
    { caps: ['Two fingers'], does: 'With the pen: move and zoom the canvas, while one finger draws' },
  ],
  Cards: [
    { caps: ['A capital letter'], does: 'Start writing in the selected card at once' },
    { caps: ['Shift', 'click'], does: 'Select a card more, or one less' },
    { caps: ['Shift', 'drag'], does: 'Select the cards in an area' },
    { caps: ['Alt', 'drag'], does: 'Leave a copy where the card is dropped' },
    { caps: ['Long press'], does: 'On touch: select a card more; on the ground, the next drag selects' },
  ],
  Arrange: [
    { caps: ['Ctrl', 'drag'], does: 'Move freely, without coming in line' },
    {
      caps: ['Tab'],
      does: 'Go to a frame: Enter renames, Shift+arrow moves, Alt+Shift+arrow resizes, Delete removes it',
    },
  ],
};

/** All keys and gestures by group, made from the table of commands. */
export function shortcutSheet(): SheetGroup[] {
  return commandGroups.map((group) => {
    const commands = boardCommands.filter((command) => command.group === group && command.keys !== undefined);
    return { title: group, lines: [...linesOf(commands), ...(gestures[group] ?? [])] };
  });
}

function linesOf(commands: readonly BoardCommand[]): SheetLine[] {
  const families = new Map<string, { caps: string[]; does: string }>();
  for (const { title, family = title, keys = [] } of commands) {
    const [key] = keys;
    if (key === undefined) continue;
    const caps = keyCaps(key);
    const line = families.get(family);
    if (line === undefined) families.set(family, { caps, does: family });
    // Keys of one family differ in their last cap.
    else line.caps.push(...caps.slice(-1));
  }
  return [...families.values()];
}
