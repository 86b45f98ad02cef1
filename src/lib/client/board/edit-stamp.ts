import * as Y from 'yjs';
import { changeCard } from '#lib/crdt/board-doc.ts';
import type { Card } from '#lib/domain/board/card.ts';

/** Its author goes on writing a card so long without that counting as coming back to it. */
const firstDraftMs = 10 * 60_000;

/** Undo does not know this origin: taking words back does not change who was here. */
const stampOrigin = { by: 'edit-stamp' };

/**
 * Notes in a card who last wrote in it and when: once for each opening of its editor, at the first change that is made
 * there, so that a long edit costs no more than a short one. Returns what stops it.
 */
export function stampEdit(doc: Y.Doc, card: Card, text: Y.Text, me: string): () => void {
  let isWatching = true;
  // Once only: Yjs complains of a listener that it does not know.
  const stop = (): void => {
    if (isWatching) text.unobserve(stamp);
    isWatching = false;
  };
  const stamp = (_: Y.YTextEvent, { local, origin }: Y.Transaction): void => {
    if (!local || origin instanceof Y.UndoManager) return;
    stop();
    const now = Date.now();
    const isFirstDraft = card.author === me && card.editedAt === null && now - card.createdAt < firstDraftMs;
    if (!isFirstDraft) changeCard(doc, card.id, { editedBy: me, editedAt: now }, stampOrigin);
  };
  text.observe(stamp);
  return stop;
}
