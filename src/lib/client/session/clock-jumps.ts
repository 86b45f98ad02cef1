/** How far this device's clock may run away from the time that has passed before it counts as a jump, in milliseconds. */
const jumpMs = 1_000;

/** How often it is looked at, in milliseconds. */
const lookEvery = 1_000;

/**
 * Watches this device's clock for jumps, forward or back: somebody set it, or the device slept (time that passes in a
 * sleep is missing from the steady clock on most systems). `onJump` is called once for each, within about a second.
 * Returns the function that stops.
 */
export function watchClockJumps(
  onJump: () => void,
  clock: () => number = Date.now,
  steady: () => number = () => performance.now(),
): () => void {
  let apart = clock() - steady();
  const look = setInterval(() => {
    const now = clock() - steady();
    if (Math.abs(now - apart) < jumpMs) return;
    apart = now;
    onJump();
  }, lookEvery);
  return () => clearInterval(look);
}
