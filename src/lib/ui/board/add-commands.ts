import { cardKinds, type CardKind } from '#lib/domain/card.ts';
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

export const addCommands = defineCommands(addKinds);
