import { defaultKeymap } from '@codemirror/commands';
import { EditorSelection, EditorState, Prec, type Extension, type TransactionSpec } from '@codemirror/state';
import { EditorView, drawSelection, keymap } from '@codemirror/view';
import { yCollab, ySyncAnnotation, yUndoManagerKeymap } from 'y-codemirror.next';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { cardTextLimit } from '#lib/domain/board/card.ts';
import type { CardEditor, CardEditorEvents } from './board-model.ts';
import { huedAwareness } from './card-carets.ts';

export interface CardEditorOptions {
  text: Y.Text;
  host: HTMLElement;
  events: CardEditorEvents;
  undo: Y.UndoManager;
  awareness: Awareness;
}

/** Opens a plain, wrapping editor of a card's living text, with the others' carets. Imported only when someone writes. */
export function openCardEditor({ text, host, events, undo, awareness }: CardEditorOptions): CardEditor {
  const carets = huedAwareness(awareness);
  const leave = (): boolean => {
    events.leave();
    return true;
  };
  const view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: text.toJSON(),
      selection: EditorSelection.cursor(text.length),
      extensions: [
        Prec.highest(
          keymap.of([
            { key: 'Escape', run: leave },
            { key: 'Mod-Enter', run: leave },
          ]),
        ),
        keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
        drawSelection({ cursorBlinkRate: 1060 }),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of({
          'aria-label': 'Text of the card',
          spellcheck: 'true',
          autocapitalize: 'sentences',
        }),
        withinLimit(events.full),
        yCollab(text, carets.awareness, { undoManager: undo }),
        look,
      ],
    }),
  });
  view.focus();
  return {
    focus: () => view.focus(),
    type: (typed) => view.dispatch(view.state.replaceSelection(typed), { userEvent: 'input.type' }),
    close: () => {
      view.destroy();
      carets.destroy();
      awareness.setLocalStateField('cursor', null);
    },
  };
}

/** Cuts what would make the card longer than it may be. What a peer writes at the same time is never cut here. */
function withinLimit(full: () => void): Extension {
  return EditorState.transactionFilter.of((transaction) => {
    const isOwn = transaction.docChanged && transaction.annotation(ySyncAnnotation) === undefined;
    const grows = transaction.newDoc.length > transaction.startState.doc.length;
    if (!isOwn || !grows || transaction.newDoc.length <= cardTextLimit) return transaction;
    full();
    const changes: { from: number; to: number; insert: string }[] = [];
    let excess = transaction.newDoc.length - cardTextLimit;
    transaction.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
      const typed = inserted.toString();
      const kept = cutWhole(typed, Math.max(0, typed.length - excess));
      excess -= typed.length - kept.length;
      changes.push({ from, to, insert: kept });
    });
    const last = changes.at(-1);
    const spec: TransactionSpec = { changes };
    if (changes.length === 1 && last !== undefined)
      spec.selection = EditorSelection.cursor(last.from + last.insert.length);
    return spec;
  });
}

/** The beginning of a text, at most so long, without half of a character that is made of two units. */
function cutWhole(text: string, length: number): string {
  const cut = text.slice(0, length);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

/** The text looks the same as when it is only read, so that nothing moves when the editor opens. */
const look = EditorView.theme({
  '&': { color: 'inherit', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflow: 'visible' },
  '.cm-content': { padding: '0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0', unicodeBidi: 'plaintext', textAlign: 'start' },
  '.cm-cursor': { borderLeft: '2px solid var(--ink)', marginLeft: '-1px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in oklab, var(--lake) 26%, transparent)',
  },
  '.cm-ySelectionCaret': { borderWidth: '1px' },
  // Whose caret it is says the tag over the card.
  '.cm-ySelectionInfo, .cm-ySelectionCaretDot': { display: 'none' },
});
