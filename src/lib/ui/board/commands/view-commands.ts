import { defineCommands, hasChoice } from './board-command.ts';

/** Looking at the board, and what concerns it as a whole. */
export const viewCommands = defineCommands([
  {
    id: 'palette',
    group: 'Board',
    title: 'All commands',
    keys: ['Mod+K'],
    run: ({ stage }) => void (stage.open = 'palette'),
  },
  {
    id: 'undo',
    group: 'Board',
    title: 'Undo what you did last',
    keys: ['Mod+Z'],
    when: ({ stage }) => stage.board.canUndo,
    run: ({ stage, canvas }) => {
      // What a key still holds is what was done last.
      canvas.hold.drop();
      stage.board.undo();
      stage.announce('Undone');
    },
  },
  {
    id: 'redo',
    group: 'Board',
    title: 'Redo',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    when: ({ stage }) => stage.board.canRedo,
    run: ({ stage }) => {
      stage.board.redo();
      stage.announce('Done again');
    },
  },
  {
    id: 'outline',
    group: 'View',
    title: 'Outline: the board as a list',
    keys: ['o'],
    run: ({ stage }) => void (stage.outlineOpen = !stage.outlineOpen),
  },
  {
    id: 'read-out',
    group: 'View',
    title: 'Read out what others do, or stop it',
    run: ({ stage }) => stage.muteNews(!stage.newsMuted),
  },
  {
    id: 'fit',
    group: 'View',
    title: 'Fit the whole board',
    keys: ['1'],
    run: ({ sight }) => void sight.fit(),
  },
  {
    id: 'fit-zone',
    group: 'View',
    title: 'Go to the zone of the current step',
    keys: ['2'],
    run: ({ sight }) => void sight.fitZone(),
  },
  {
    id: 'fit-selection',
    group: 'View',
    title: 'Zoom to what is selected',
    keys: ['3'],
    when: hasChoice,
    run: ({ sight }) => void sight.fitSelection(),
  },
  {
    id: 'zoom-whole',
    group: 'View',
    title: 'Zoom to 100%',
    keys: ['0'],
    run: ({ sight }) => void sight.zoomWhole(),
  },
  {
    id: 'zoom-in',
    group: 'View',
    title: 'Zoom in',
    keys: ['+', '='],
    run: ({ sight }) => void sight.zoomIn(),
  },
  {
    id: 'zoom-out',
    group: 'View',
    title: 'Zoom out',
    keys: ['-'],
    run: ({ sight }) => void sight.zoomOut(),
  },
  {
    id: 'find',
    group: 'Board',
    title: 'Find on the board',
    keys: ['Mod+F'],
    run: ({ mode }) => {
      mode.awaitsFinding = mode.query === null;
      mode.find(mode.query ?? '');
    },
  },
  {
    id: 'select-tool',
    group: 'Cards',
    title: 'Select by dragging over cards',
    keys: ['s'],
    run: ({ mode, stage }) => {
      mode.tool = mode.tool === 'select' ? 'hand' : 'select';
      stage.announce(mode.tool === 'select' ? 'Drag over cards to select them' : 'Drag moves the canvas');
    },
  },
  {
    id: 'mini-map',
    group: 'View',
    title: 'Map of the board: show or hide it',
    keys: ['m'],
    run: ({ mode, stage }) => {
      mode.miniMap = !mode.miniMap;
      stage.announce(mode.miniMap ? 'The map is shown' : 'The map is hidden');
    },
  },
  {
    id: 'stay',
    group: 'View',
    title: 'Stay here when the session moves on, or go along',
    keys: ['y'],
    run: ({ mode, stage, sight }) => {
      mode.stays = !mode.stays;
      stage.announce(
        mode.stays ? 'The view stays here when the session moves on' : 'The view goes along with the session',
      );
      if (!mode.stays) void sight.fitZone();
    },
  },
  {
    id: 'help',
    group: 'Board',
    title: 'Keys of the board',
    keys: ['?'],
    run: ({ stage }) => void (stage.open = 'help'),
  },
]);
