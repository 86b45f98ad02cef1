import {
  defineCommands,
  hasChoice,
  hasSeveral,
  mayChangeChoice,
  mayWrite,
  type BoardCommand,
  type Desk,
} from './board-command.ts';
import { loadArranging } from './board-deeds.ts';
import type { Alignment, Axis } from '#lib/ui/board/arrange/card-alignment.ts';
import { itemsIn } from '#lib/ui/board/board-words.ts';
import { areaOf } from '#lib/ui/board/canvas/canvas-view.ts';

const mayArrange = (desk: Desk): boolean => mayWrite(desk) && hasSeveral(desk);
const mayGroup = mayArrange;
const hasGroup = ({ stage }: Desk): boolean =>
  stage.chosen.some((id) => (stage.board.item(id)?.group ?? null) !== null);
/** Frames lie under the pile, where nothing lies over anything. */
const mayStack = (desk: Desk): boolean => mayWrite(desk) && inPile(desk).length > 0;
const inPile = ({ stage }: Desk): string[] => stage.selection.filter((id) => stage.board.item(id)?.type !== 'frame');

const alignTitles: Readonly<Record<Alignment, string>> = {
  left: 'Align left edges',
  centre: 'Align centres, one under another',
  right: 'Align right edges',
  top: 'Align upper edges',
  middle: 'Align middles, side by side',
  bottom: 'Align lower edges',
};
const spreadTitles: Readonly<Record<Axis, string>> = { x: 'Spread evenly across', y: 'Spread evenly down' };

type Arranging = Awaited<ReturnType<typeof loadArranging>>;

/** Works on what is selected at the key, whatever becomes of the selection while the code for it is fetched. */
function arranging(deed: (code: Arranging, desk: Desk, chosen: readonly string[]) => void) {
  return async (desk: Desk): Promise<void> => {
    const chosen = [...desk.stage.chosen];
    deed(await loadArranging(), desk, chosen);
  };
}

const alignCommands = (Object.entries(alignTitles) as [Alignment, string][]).map(
  ([alignment, title]): BoardCommand<`align-${Alignment}`> => ({
    id: `align-${alignment}`,
    group: 'Arrange',
    title,
    when: mayArrange,
    run: arranging(({ alignCards }, desk, chosen) => alignCards(desk, chosen, alignment)),
  }),
);

const spreadCommands = (Object.entries(spreadTitles) as [Axis, string][]).map(
  ([axis, title]): BoardCommand<`spread-${Axis}`> => ({
    id: `spread-${axis}`,
    group: 'Arrange',
    title,
    when: (desk) => mayWrite(desk) && desk.stage.chosen.length > 2,
    run: arranging(({ distributeCards }, desk, chosen) => distributeCards(desk, chosen, axis)),
  }),
);

/** How far copies lie beside what was copied, in board units. */
const copyOffset = { x: 32, y: 32 };
/** Air between a frame and the items that it is put around, and the size of one around nothing. */
const frameAir = { side: 24, top: 56 };
const emptyFrame = { width: 560, height: 400 };

/** Bringing cards into order. */
export const arrangeCommands = [
  ...defineCommands([
    {
      id: 'duplicate',
      group: 'Cards',
      title: 'Duplicate',
      keys: ['Mod+D'],
      when: mayChangeChoice,
      run: ({ stage, canvas }) => {
        const frames = stage.selection.filter((id) => stage.board.item(id)?.type === 'frame');
        const area = areaOf(canvas.placedItems(frames));
        // A frame over another one would take for its own what lies in that.
        const by = area === null ? copyOffset : { x: Math.round(area.width) + copyOffset.x, y: 0 };
        const copies = stage.board.duplicate(stage.chosen, by);
        stage.announce(`${itemsIn(stage.board, canvas.selectOutermost(copies))} copied`);
      },
    },
    {
      id: 'copy',
      group: 'Cards',
      title: 'Copy',
      keys: ['Mod+C'],
      native: true,
      when: hasChoice,
      run: ({ clipboard }) => clipboard.copy(),
    },
    {
      id: 'cut',
      group: 'Cards',
      title: 'Cut',
      keys: ['Mod+X'],
      native: true,
      when: mayChangeChoice,
      run: ({ clipboard }) => clipboard.cut(),
    },
    {
      id: 'paste',
      group: 'Cards',
      title: 'Paste what was copied, or text as cards',
      keys: ['Mod+V'],
      native: true,
      when: mayWrite,
      run: ({ clipboard }) => clipboard.paste(),
    },
    {
      id: 'group',
      group: 'Arrange',
      title: 'Group',
      keys: ['Mod+G'],
      when: mayGroup,
      run: arranging(({ groupItems }, desk, chosen) => groupItems(desk, chosen)),
    },
    {
      id: 'ungroup',
      group: 'Arrange',
      title: 'Ungroup',
      keys: ['Mod+Shift+G'],
      when: (desk) => mayWrite(desk) && hasGroup(desk),
      run: arranging(({ ungroupItems }, desk, chosen) => ungroupItems(desk, chosen)),
    },
    {
      id: 'select-group',
      group: 'Arrange',
      title: 'Select the whole group',
      keys: ['k'],
      when: hasGroup,
      run: arranging(({ selectGroup }, desk, chosen) => selectGroup(desk, chosen)),
    },
    {
      id: 'lock',
      group: 'Arrange',
      title: 'Lock, or unlock',
      keys: ['Mod+Shift+L'],
      when: mayChangeChoice,
      run: ({ stage }) => {
        const locked = !stage.chosen.every((id) => stage.board.item(id)?.locked === true);
        stage.board.changeItems(stage.chosen, { locked });
        stage.announce(locked ? 'Locked' : 'Unlocked');
      },
    },
    {
      id: 'to-front',
      group: 'Arrange',
      title: 'Bring to the front',
      keys: [']'],
      when: mayStack,
      run: (desk) => desk.stage.board.restack(inPile(desk), 'front'),
    },
    {
      id: 'to-back',
      group: 'Arrange',
      title: 'Send to the back',
      keys: ['['],
      when: mayStack,
      run: (desk) => desk.stage.board.restack(inPile(desk), 'back'),
    },
    {
      id: 'tidy',
      group: 'Arrange',
      title: 'Tidy up: goals with their questions and actions',
      keys: ['t'],
      when: (desk) => mayWrite(desk) && desk.stage.board.cards.length > 1,
      run: arranging(({ tidyBoard }, desk, chosen) => tidyBoard(desk, chosen)),
    },
    {
      id: 'add-frame',
      group: 'Add',
      title: 'Add a frame, around what is selected',
      keys: ['f'],
      when: mayWrite,
      run: addFrame,
    },
  ]),
  ...alignCommands,
  ...spreadCommands,
];

function addFrame({ stage, canvas, sight, mode }: Desk): void {
  const area = areaOf(canvas.placedItems(stage.selection));
  const middle = sight.middle();
  const box =
    area === null
      ? { at: { x: middle.x - emptyFrame.width / 2, y: middle.y - emptyFrame.height / 2 }, size: emptyFrame }
      : {
          at: { x: area.x - frameAir.side, y: area.y - frameAir.top },
          size: { width: area.width + 2 * frameAir.side, height: area.height + frameAir.top + frameAir.side },
        };
  // The toolbar of the cards would lie over the title.
  canvas.select([]);
  mode.naming = stage.board.addFrame({ title: 'Frame', ...box });
  void sight.bring(box);
}
