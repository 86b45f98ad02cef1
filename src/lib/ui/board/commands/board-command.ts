import type { Point } from '#lib/domain/board/card.ts';
import { createContext } from 'svelte';
import type { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';
import type { CanvasMode } from '#lib/ui/board/canvas/canvas-mode.svelte.ts';
import type { CanvasSight } from '#lib/ui/board/canvas/canvas-sight.svelte.ts';
import type { CanvasState } from '#lib/ui/board/canvas/canvas-state.svelte.ts';

/** What commands work on. */
export interface Desk {
  stage: BoardStage;
  canvas: CanvasState;
  sight: CanvasSight;
  mode: CanvasMode;
  clipboard: DeskClipboard;
  pictures: DeskPictures;
}

/** The clipboard, asked for by name and not by its keys. */
export interface DeskClipboard {
  copy(): Promise<void>;
  cut(): Promise<void>;
  paste(): Promise<void>;
}

/** Putting pictures on the board. */
export interface DeskPictures {
  /** Lets the person choose some from the device. */
  choose(): void;
  add(files: readonly File[], at: Point): void;
}

/** For what lies on the canvas: cards, zones and links get no props of ours. */
export const [useDesk, provideDesk] = createContext<Desk>();

/** The headings of the sheet of keys and of the palette, in their order. */
export const commandGroups = ['Add', 'Cards', 'Arrange', 'Board', 'Session', 'View', 'Together', 'Move about'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Something one can ask of the board. Keys, the sheet that explains them, titles and the palette come from this. */
export interface BoardCommand<Id extends string = string> {
  id: Id;
  group: CommandGroup;
  /** What it does, as one would ask for it: `Duplicate`. */
  title: string;
  /** On the sheet, neighbours of one family stand in one line under this name: the four arrows. */
  family?: string;
  /** Names of keys (see `keyName`), the one to show first. */
  keys?: readonly string[];
  /** Its keys are the browser's: they come as events of the clipboard, and not as a command. */
  native?: true;
  /** Only while a link is being drawn; all others only while none is. */
  linking?: true;
  /** Whether it would do anything now; without it, always. */
  when?: (desk: Desk) => boolean;
  /** A promise that fails means that a part of the program could not be fetched. */
  run: (desk: Desk) => void | Promise<void>;
}

/** Keeps the ids as literal types, so that a toolbar cannot name a command that is not there. */
export function defineCommands<const Id extends string>(
  commands: readonly BoardCommand<Id>[],
): readonly BoardCommand<Id>[] {
  return commands;
}

export const mayWrite = ({ stage }: Desk): boolean => stage.canWrite;
/** Items, drawings, or both. */
export const hasChoice = ({ stage }: Desk): boolean => stage.chosen.length > 0;
export const hasSeveral = ({ stage }: Desk): boolean => stage.chosen.length > 1;
export const mayChangeChoice = (desk: Desk): boolean => mayWrite(desk) && hasChoice(desk);
