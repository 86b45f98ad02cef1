/** What becomes of a private draft when it is shown: the words of its card. */
interface Draft {
  kind: string;
  text: string;
  scale: number | null;
  choice: string | null;
}

/**
 * The number or the choice first, then what was written to it. A goal keeps its number beside its words, since goals
 * have a scale of their own. Empty when nothing was answered.
 */
export function sealedAnswer({ kind, text, scale, choice }: Draft): string {
  const given = choice ?? (kind === 'goal' || scale === null ? null : `${scale} of 10`);
  return [given, text.trim()].filter((part) => part !== null && part !== '').join('\n');
}

/** The number or the choice of a card that was such a draft. */
export function answerOf(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
