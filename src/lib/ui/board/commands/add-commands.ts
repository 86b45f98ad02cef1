import { cardKinds, type CardKind } from '#lib/domain/board/card.ts';
import { defineCommands, mayWrite, type BoardCommand, type Desk } from './board-command.ts';

const letters: Readonly<Record<CardKind, string>> = { goal: 'g', question: 'q', action: 'a', note: 'n' };

const addKinds = cardKinds.map((kind): BoardCommand<`add-${CardKind}`> => ({
  id: `add-${kind}`,
  group: 'Add',
  title: `Add ${kind === 'action' ? 'an' : 'a'} ${kind}`,
  keys: [letters[kind]],
  when: mayWrite,
  run: ({ stage, sight }: Desk) => void stage.add(kind, { near: sight.middle() }),
}));

const addProposed = defineCommands([
  {
    id: 'add-proposed',
    group: 'Add',
    title: 'Add what this step asks for',
    keys: ['c'],
    when: (desk) => mayWrite(desk) && desk.stage.proposedKind !== null,
    run: ({ stage, sight }) => {
      if (stage.proposedKind !== null) stage.add(stage.proposedKind, { near: sight.middle() });
    },
  },
]);

const addPicture = defineCommands([
  {
    id: 'add-picture',
    group: 'Add',
    title: 'Add a picture',
    keys: ['j'],
    when: (desk) => mayWrite(desk) && desk.stage.room !== null,
    run: ({ pictures }) => pictures.choose(),
  },
]);

/** Putting something new on the board. */
export const addCommands = [...addKinds, ...addProposed, ...addPicture];
