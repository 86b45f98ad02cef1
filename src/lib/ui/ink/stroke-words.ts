/** What the looks of a stroke are called. */
import type { StrokeColour, StrokeWidth } from '#lib/domain/board/stroke.ts';
import { voiceNames } from '#lib/ui/board/card/voice-names.ts';

export const inkColourNames: Readonly<Record<StrokeColour, string>> = {
  ink: 'Black or white',
  ...voiceNames,
};

export const inkWidthNames: Readonly<Record<StrokeWidth, string>> = { fine: 'Fine', medium: 'Medium', broad: 'Broad' };
