import { defineCommands, mayWrite } from './board-command.ts';

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
    when: mayWrite,
    run: ({ stage }) => stage.board.undo(),
  },
  {
    id: 'redo',
    group: 'Board',
    title: 'Redo',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    when: mayWrite,
    run: ({ stage }) => stage.board.redo(),
  },
  {
    id: 'outline',
    group: 'View',
    title: 'Outline: the board as a list',
    keys: ['o'],
    run: ({ stage }) => void (stage.outlineOpen = !stage.outlineOpen),
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
    id: 'help',
    group: 'Board',
    title: 'Keys of the board',
    keys: ['?'],
    run: ({ stage }) => void (stage.open = 'help'),
  },
]);
