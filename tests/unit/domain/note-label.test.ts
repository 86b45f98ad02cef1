import { expect, test } from 'vitest';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import type { Step, Yield } from '#lib/domain/formats/format.ts';
import { noteLabelOf } from '#lib/domain/board/note-label.ts';
import { planOf } from '#lib/domain/flow/plan.ts';

function stepOf(id: string): Step {
  const planned = planOf(peerGrow, 2).find(({ step }) => step.id === id);
  if (!planned) throw new Error(`Peer GROW has no step ${id}`);
  return planned.step;
}

test('a note made in a step that asks for one kind of note gets its label', () => {
  expect(noteLabelOf(stepOf('reality'))).toBe('reality');
  expect(noteLabelOf(stepOf('options'))).toBe('option');
  expect(noteLabelOf(stepOf('feedback'))).toBe('feedback');
});

test('a note made where no note is asked for has no label', () => {
  expect(noteLabelOf(stepOf('goal'))).toBeNull();
});

test('where a step asks for several kinds of notes, the writer says which it is', () => {
  const wanted: Omit<Yield, 'label'> = { kind: 'note', atLeast: 1, scale: false, choices: [] };
  const listen: Step = {
    ...stepOf('reality'),
    yields: [
      { ...wanted, label: 'reality' },
      { ...wanted, label: 'words heard' },
    ],
  };
  expect(noteLabelOf(listen)).toBeNull();
});
