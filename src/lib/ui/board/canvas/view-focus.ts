import type { Frame } from '#lib/domain/board/card.ts';

/**
 * The zones to look at while the session is at a step: those of the whole turn where there is room for them to be read,
 * the step's own on a narrow screen, or where a turn of many steps would shrink its cards too far. Before the session
 * starts: the first zones, up to the end of the first turn. Empty when there are none.
 */
export function framesInFocus(
  frames: readonly Frame[],
  focus: { step: string | null; turn: number | null },
  isNarrow: boolean,
  isLegible: (frames: readonly Frame[]) => boolean,
): readonly Frame[] {
  const own = frames.filter((frame) => frame.step === focus.step && frame.turn === focus.turn);
  if (focus.step === null) return isNarrow ? frames.slice(0, 1) : firstFrames(frames);
  if (isNarrow || focus.turn === null) return own;
  const together = frames.filter((frame) => frame.turn === focus.turn);
  return own.length === 0 || isLegible(together) ? together : own;
}

function firstFrames(frames: readonly Frame[]): readonly Frame[] {
  const afterFirstTurn = frames.findIndex((frame) => frame.turn === 1);
  return afterFirstTurn === -1 ? frames : frames.slice(0, afterFirstTurn);
}
