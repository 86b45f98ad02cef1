import { escapeBlock, escapeLine } from '#lib/domain/board/markdown-escape.ts';

/** One person's reflections as CommonMark, in the order given. What was written stays text. */
export function reflectionsToMarkdown(
  reflections: readonly { roomName: string; sessionNumber: number; text: string; createdAt: number }[],
): string {
  const parts = reflections.map(({ roomName, sessionNumber, text, createdAt }) => {
    const day = new Date(createdAt).toISOString().slice(0, 10);
    return `## ${day}, ${escapeLine(roomName)}, session ${String(sessionNumber)}\n\n${escapeBlock(text, '')}`;
  });
  return `${['# My reflections', ...(parts.length === 0 ? ['None yet.'] : parts)].join('\n\n')}\n`;
}
