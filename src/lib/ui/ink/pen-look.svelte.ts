import {
  strokeColours,
  strokeWidths,
  type StrokeColour,
  type StrokeLook,
  type StrokeWidth,
} from '#lib/domain/board/stroke.ts';
import { keepChoice, readChoice } from '#lib/ui/board/kept-choice.ts';

const choice = 'board-pen';

/** What one's pen is set to; remembered on this device. At first it writes in one's own hue. */
export class PenLook implements StrokeLook {
  readonly #own: StrokeColour;
  #colour = $state<StrokeColour | null>(null);
  #width = $state<StrokeWidth>('medium');

  constructor(hue: number) {
    this.#own = strokeColours.find((colour) => colour === `voice-${String(hue)}`) ?? 'ink';
    const [colour, width] = (readChoice(choice) ?? '').split(' ');
    this.#colour = strokeColours.find((one) => one === colour) ?? null;
    this.#width = strokeWidths.find((one) => one === width) ?? 'medium';
  }

  /** The colours on offer: one's own, that of writing, and three that are far from each other. */
  get colours(): readonly StrokeColour[] {
    return [...new Set([this.#own, 'ink', 'voice-4', 'voice-5', 'voice-2'] as const)];
  }

  get colour(): StrokeColour {
    return this.#colour ?? this.#own;
  }

  set colour(colour: StrokeColour) {
    // One's own hue may be another one in the next room.
    this.#colour = colour === this.#own ? null : colour;
    this.#keep();
  }

  get width(): StrokeWidth {
    return this.#width;
  }

  set width(width: StrokeWidth) {
    this.#width = width;
    this.#keep();
  }

  #keep(): void {
    keepChoice(choice, `${this.#colour ?? 'own'} ${this.#width}`);
  }
}
