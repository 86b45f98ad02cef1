/** Whether keys and the clipboard belong to this element: a text, or a box with keys of its own. */
export function takesOwnKeys(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable="true"], [data-own-keys]') !== null
  );
}
