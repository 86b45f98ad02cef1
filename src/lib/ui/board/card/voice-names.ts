/** What the six voices are called where they are colours to choose, of cards and of ink alike. */
export const voiceNames = {
  'voice-1': 'Teal',
  'voice-2': 'Amber',
  'voice-3': 'Violet',
  'voice-4': 'Rose',
  'voice-5': 'Blue',
  'voice-6': 'Olive',
} as const;
