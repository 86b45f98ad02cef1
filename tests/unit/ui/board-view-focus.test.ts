import { describe, expect, it } from 'vitest';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { zonesOf } from '#lib/domain/board/zones.ts';
import { framesInFocus } from '#lib/ui/board/canvas/view-focus.ts';

const frames = zonesOf(peerGrow);
const yes = (): boolean => true;
const no = (): boolean => false;
const idsAt = (step: string | null, turn: number | null, isNarrow: boolean, isLegible: () => boolean): string[] =>
  framesInFocus(frames, { step, turn }, isNarrow, isLegible).map(({ id }) => id);

describe('what of the board comes into sight at a step', () => {
  it('is the whole turn where its cards can be read so', () => {
    expect(idsAt('reality', 0, false, yes)).toEqual(frames.filter(({ turn }) => turn === 0).map(({ id }) => id));
  });

  it('is only the zone of the step where the whole turn would shrink its cards too far', () => {
    expect(idsAt('reality', 0, false, no)).toEqual(['turn-0-reality']);
  });

  it('is only the zone of the step on a narrow screen', () => {
    expect(idsAt('reality', 0, true, yes)).toEqual(['turn-0-reality']);
  });

  it('is the turn all the same at a step without a zone of its own', () => {
    expect(idsAt('a-step-that-leaves-no-cards', 0, false, no).length).toBeGreaterThan(1);
  });

  it('is what comes first before the start, up to the end of the first turn', () => {
    expect(idsAt(null, null, false, no)).toEqual(
      frames
        .slice(
          0,
          frames.findIndex(({ turn }) => turn === 1),
        )
        .map(({ id }) => id),
    );
  });
});
