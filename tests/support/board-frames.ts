import type { Page } from '@playwright/test';
import { boardMessage, syncStep } from '#lib/protocol/board-messages.ts';

export interface SentFrames {
  /** Changes of the document. */
  updates: number;
  /** What is told and never stored: places during a drag, selections, the pointer. */
  awareness: number;
}

/** Counts what a page sends to its board, from its next load on. */
export function countBoardFrames(page: Page): SentFrames {
  const sent: SentFrames = { updates: 0, awareness: 0 };
  page.on('websocket', (socket) => {
    if (!new URL(socket.url()).pathname.startsWith('/board/')) return;
    socket.on('framesent', ({ payload }) => {
      if (typeof payload === 'string') return;
      if (payload[0] === boardMessage.awareness) sent.awareness += 1;
      if (payload[0] === boardMessage.sync && payload[1] === syncStep.update) sent.updates += 1;
    });
  });
  return sent;
}
