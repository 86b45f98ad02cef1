/** Waits until the condition holds, looking again every few milliseconds. Rejects with `what` after `patience` milliseconds. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  patience = 5_000,
): Promise<void> {
  const giveUp = performance.now() + patience;
  while (!(await condition())) {
    if (performance.now() > giveUp) throw new Error(`waited ${patience} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
