/** The colours and shapes of a board's drawing: the light theme of `app.css`, since paper and slides are light. */
import type { Card, CardColour, CardKind } from '#lib/domain/board/card.ts';
import type { StrokeColour } from '#lib/domain/board/stroke.ts';

export const ink = '#182624';
export const inkSoft = '#52635f';
export const line = '#dbe3de';
export const water = '#eef2ef';
export const surface = '#ffffff';

const kindInks: Readonly<Record<CardKind, { strong: string; wash: string }>> = {
  goal: { strong: '#1f6f43', wash: '#e6f4ea' },
  question: { strong: '#4a4fb3', wash: '#ebecfb' },
  action: { strong: '#a8401f', wash: '#fcebe4' },
  note: { strong: '#52635f', wash: '#f4f3ec' },
};

/** The colours of ink on paper. */
export const strokeInk = (colour: StrokeColour): string => (colour === 'ink' ? ink : voices[colour]);

export const voices: Readonly<Record<Exclude<CardColour, 'kind'>, string>> = {
  'voice-1': '#0a7069',
  'voice-2': '#925300',
  'voice-3': '#7a4bb0',
  'voice-4': '#a83a5b',
  'voice-5': '#2f67b1',
  'voice-6': '#5a7312',
};

/** The strong colour of a card, for its icon and its edge, and the wash that it lies on. */
export function cardInks({ kind, colour }: Pick<Card, 'kind' | 'colour'>): { strong: string; wash: string } {
  if (colour === 'kind') return kindInks[kind];
  return { strong: voices[colour], wash: mixed(voices[colour], surface, 0.1) };
}

/** `share` of the first colour (`#rrggbb`) over the second. */
export function mixed(top: string, ground: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [top, ground].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16));
    return Math.round((a ?? 0) * share + (b ?? 0) * (1 - share));
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The kinds' icons in a box of 24 by 24 (Lucide, ISC), as paths to be stroked. */
export const kindIcons: Readonly<Record<CardKind, readonly string[]>> = {
  goal: [
    'M4 22V4a1 1 0 0 1 .4-.8A6 6 0 0 1 8 2c3 0 5 2 7.333 2q2 0 3.067-.8A1 1 0 0 1 20 4v10a1 1 0 0 1-.4.8A6 6 0 0 1 16 16c-3 0-5-2-8-2a6 6 0 0 0-4 1.528',
  ],
  question: ['M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0', 'M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3', 'M12 17h.01'],
  action: ['M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2', 'm16 9-5.5 5.5L8 12'],
  note: [
    'M21 9a2.4 2.4 0 0 0-.706-1.706l-3.588-3.588A2.4 2.4 0 0 0 15 3H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2z',
    'M15 3v5a1 1 0 0 0 1 1h5',
  ],
};
