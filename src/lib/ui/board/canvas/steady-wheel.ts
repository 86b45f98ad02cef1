/**
 * Keeps the canvas from being painted anew with every move. Svelte Flow takes its listener for the wheel off and puts it
 * on again whenever the view changes; the browser notes in what it painted where the wheel is listened to, and so paints
 * all that lies there again. It counts listeners: with one that stays, nothing has changed.
 * It goes with the canvas. Measured in bench/README.md.
 */
export function steadyWheel(canvas: HTMLElement): void {
  // Like Svelte Flow's own it may hold the page back from scrolling: others are counted apart.
  canvas.querySelector('.svelte-flow__zoom')?.addEventListener('wheel', () => undefined, { passive: false });
}
