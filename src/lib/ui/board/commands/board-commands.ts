import { addCommands } from './add-commands.ts';
import { arrangeCommands } from './arrange-commands.ts';
import type { BoardCommand, Desk } from './board-command.ts';
import { keyCaps, isMac } from './board-keys.ts';
import { cardCommands, linkingCommands, moveCommands } from './card-commands.ts';
import { inkCommands } from './ink-commands.ts';
import { sessionCommands } from './session-commands.ts';
import { togetherCommands } from './together-commands.ts';
import { viewCommands } from './view-commands.ts';

const all = [
  ...addCommands,
  ...inkCommands,
  ...cardCommands,
  ...arrangeCommands,
  ...sessionCommands,
  ...viewCommands,
  ...togetherCommands,
  ...moveCommands,
  ...linkingCommands,
] as const;
export type CommandId = (typeof all)[number]['id'];

/** Everything one can ask of the board, once each. */
export const boardCommands: readonly BoardCommand<CommandId>[] = all;

const byId = new Map(boardCommands.map((command) => [command.id, command]));
const onBoard = new Map(keyed(({ linking }) => linking !== true));
const whileLinking = new Map(keyed(({ linking }) => linking === true));

function keyed(belongs: (command: BoardCommand) => boolean): [string, BoardCommand][] {
  return boardCommands
    .filter(belongs)
    .flatMap((command) => (command.keys ?? []).map((key): [string, BoardCommand] => [key, command]));
}

/** The command of a key (by its `keyName`); null when it has none. */
export function commandOfKey(key: string, isLinking: boolean): BoardCommand | null {
  return (isLinking ? whileLinking : onBoard).get(key) ?? null;
}

/** Carries a command out, unless there is nothing for it to do. Returns whether there was. */
export function perform(command: BoardCommand, desk: Desk): boolean {
  if (command.when?.(desk) === false) return false;
  void run(command, desk);
  return true;
}

export function performById(id: CommandId, desk: Desk): void {
  const command = byId.get(id);
  if (command !== undefined) perform(command, desk);
}

/** Whether there is something for it to do now. */
export function isPossible(id: CommandId, desk: Desk): boolean {
  return byId.get(id)?.when?.(desk) !== false;
}

async function run(command: BoardCommand, desk: Desk): Promise<void> {
  try {
    await command.run(desk);
  } catch (error) {
    desk.stage.notify(
      'That did not work: a part of the program could not be fetched. Check the connection and try again.',
    );
    console.error(error);
  }
}

/** What a button for it says when one rests on it: `Undo what you did last (Ctrl+Z)`. */
export function commandTitle(id: CommandId): string {
  const command = byId.get(id);
  const [key] = command?.keys ?? [];
  const title = command?.title ?? '';
  return key === undefined ? title : `${title} (${keyCaps(key).join(isMac ? '' : '+')})`;
}
