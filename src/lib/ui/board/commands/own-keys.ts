/** Whether keys and the clipboard belong to this element: a text, or a box with keys of its own. */
export function takesOwnKeys(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable="true"], [data-own-keys]') !== null
  );
}

/** Whether keys and the clipboard mean the board, though the focus is nowhere or on one of the buttons around it. */
export function meansBoard(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof HTMLElement && target.closest('[data-board-keys]') !== null);
}
