/** What the looks of a stroke are called. */
import type { StrokeColour, StrokeWidth } from '#lib/domain/stroke.ts';

export const inkColourNames: Readonly<Record<StrokeColour, string>> = {
  ink: 'Black or white',
  'voice-1': 'Teal',
  'voice-2': 'Amber',
  'voice-3': 'Violet',
  'voice-4': 'Rose',
  'voice-5': 'Blue',
  'voice-6': 'Green',
};

export const inkWidthNames: Readonly<Record<StrokeWidth, string>> = { fine: 'Fine', medium: 'Medium', broad: 'Broad' };
