/** Strokes that people draw on a board by hand. */

/** Colours of ink: that of writing, and the six voices. */
export const strokeColours = ['ink', 'voice-1', 'voice-2', 'voice-3', 'voice-4', 'voice-5', 'voice-6'] as const;
export type StrokeColour = (typeof strokeColours)[number];

export const strokeWidths = ['fine', 'medium', 'broad'] as const;
export type StrokeWidth = (typeof strokeWidths)[number];

/** How wide a stroke is under an even hand, in board units. */
export const strokeSizes: Readonly<Record<StrokeWidth, number>> = { fine: 4, medium: 8, broad: 18 };

/** Longest line of one stroke, in letters: some thousand points. A longer one is drawn as several strokes. */
export const strokeLineLimit = 4_096;
/** So many strokes are shown of one board; more are junk. */
export const strokesMost = 3_000;
/** A stroke reaches at most this far from where it lies, in board units. */
export const strokeReach = 50_000;

/** A point of a stroke, in board units from where the stroke lies. */
export interface StrokePoint {
  x: number;
  y: number;
  /** How hard the hand pressed, from 0 to 1. */
  pressure: number;
}

/** A stroke on the board. Its line never changes: drawing it again makes another stroke. How it looks may. */
export interface Stroke {
  id: string;
  /** Where it lies, in board units: the place of its first point, to a unit. */
  at: { x: number; y: number };
  /** Its points from there, packed (`stroke-line.ts`). */
  line: string;
  colour: StrokeColour;
  width: StrokeWidth;
  author: string | null;
  /** When it was drawn, in milliseconds since 1970. */
  createdAt: number;
  /** Nobody moves, recolours or erases it until it is unlocked. */
  locked: boolean;
  /** As of a card. */
  group: string | null;
}

/** What a pen is set to. */
export type StrokeLook = Pick<Stroke, 'colour' | 'width'>;
