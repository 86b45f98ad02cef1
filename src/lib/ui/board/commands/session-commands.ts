import { defineCommands, type Desk } from './board-command.ts';

const chosenQuestion = ({ stage }: Desk): string | null => {
  const id = stage.selected;
  return id !== null && stage.board.card(id)?.kind === 'question' ? id : null;
};
const mayThink = ({ stage }: Desk): boolean => stage.session?.mayThink === true;
const maySign = ({ stage }: Desk): boolean => stage.session?.maySign === true;

/** What one does in the session from the board: think in silence, and show something of oneself. */
export const sessionCommands = defineCommands([
  {
    id: 'think',
    group: 'Session',
    title: 'Think in silence, about the selected question',
    keys: ['z'],
    when: mayThink,
    run: (desk) => desk.stage.session?.think(chosenQuestion(desk)),
  },
  {
    id: 'mark-hand',
    group: 'Session',
    title: 'Hand up, or down again',
    keys: ['u'],
    when: maySign,
    run: ({ stage }) => stage.session?.mark('hand'),
  },
  {
    id: 'mark-speaking',
    group: 'Session',
    title: 'I am speaking, or not any more',
    keys: ['i'],
    when: maySign,
    run: ({ stage }) => stage.session?.mark('speaking'),
  },
  {
    id: 'mark-minute',
    group: 'Session',
    title: 'I need a minute, or no longer',
    keys: ['p'],
    when: maySign,
    run: ({ stage }) => stage.session?.mark('minute'),
  },
]);
