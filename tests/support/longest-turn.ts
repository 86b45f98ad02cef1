/**
 * The longest that this thread worked without giving anybody else a turn, in milliseconds of its own processor time: on
 * a busy machine a thread stands still now and then without having anything to do with it.
 */
export function watchTurns(): { stop: () => number } {
  let longest = 0;
  let before = workMs();
  let watching = true;
  const look = (): void => {
    const now = workMs();
    longest = Math.max(longest, now - before);
    before = now;
    if (watching) setImmediate(look);
  };
  setImmediate(look);
  return {
    stop() {
      watching = false;
      return Math.max(longest, workMs() - before);
    },
  };
}

/** Processor time of this thread since it began, in milliseconds. */
export function workMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
