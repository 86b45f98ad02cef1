import { defineCommands, mayWrite, type Desk } from './board-command.ts';

const hasOthers = ({ stage }: Desk): boolean => stage.together.others.length > 0;
const isAsked = ({ stage }: Desk): boolean => stage.together.call !== null;
const isChoosing = ({ stage }: Desk): boolean => stage.ballot.isOpen;

/** What two do at one board. */
export const togetherCommands = defineCommands([
  {
    id: 'follow',
    group: 'Together',
    title: 'Follow the other person’s view, or stop',
    keys: ['w'],
    when: hasOthers,
    run: ({ stage }) => stage.together.followNext(),
  },
  {
    id: 'bring',
    group: 'Together',
    title: 'Ask the others to come and look here',
    keys: ['b'],
    when: (desk) => mayWrite(desk) && hasOthers(desk),
    run: ({ stage }) => stage.together.bring(),
  },
  {
    id: 'go-there',
    group: 'Together',
    title: 'Go where you are asked to look',
    keys: ['Alt+Enter'],
    when: isAsked,
    run: ({ stage }) => stage.together.answer(true),
  },
  {
    id: 'not-now',
    group: 'Together',
    title: 'Not now: decline to come and look',
    keys: ['Alt+Backspace'],
    when: isAsked,
    run: ({ stage }) => stage.together.answer(false),
  },
  {
    id: 'spotlight',
    group: 'Together',
    title: 'Show the selected card to all, or end that',
    keys: ['h'],
    when: (desk) => mayWrite(desk) && (desk.stage.selected !== null || desk.stage.together.light !== null),
    run: ({ stage }) => stage.toggleLight(),
  },
  {
    id: 'dots',
    group: 'Together',
    title: 'Choose with dots among the selected cards, or those of this step',
    keys: ['v'],
    when: (desk) => mayWrite(desk) && desk.stage.ballot.round === null && desk.stage.board.cards.length > 0,
    run: ({ stage }) => stage.prepareDots(),
  },
  {
    id: 'dot-put',
    group: 'Together',
    title: 'Put a dot on the card',
    keys: ['.'],
    when: (desk) => isChoosing(desk) && desk.stage.selected !== null,
    run: ({ stage }) => stage.ballot.put(stage.selected ?? ''),
  },
  {
    id: 'dot-take',
    group: 'Together',
    title: 'Take a dot back from the card',
    keys: [','],
    when: (desk) => isChoosing(desk) && desk.stage.selected !== null,
    run: ({ stage }) => stage.ballot.take(stage.selected ?? ''),
  },
  {
    id: 'dots-done',
    group: 'Together',
    title: 'Finish placing your dots',
    when: isChoosing,
    run: ({ stage }) => stage.ballot.finish(),
  },
  {
    id: 'dots-end',
    group: 'Together',
    title: 'End the round of dots without a result',
    when: (desk) => mayWrite(desk) && desk.stage.ballot.round !== null,
    run: ({ stage }) => stage.ballot.drop(),
  },
]);
