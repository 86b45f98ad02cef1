/**
 * Loaded into every server before its own program. Asked over the channel, it collects garbage and says what is left;
 * when the channel breaks, the benchmark is gone and the server ends, so that none is ever left behind.
 */
process.on('message', () => {
  // Twice: what the first round finalises, the second collects.
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.(process.memoryUsage());
});
process.on('disconnect', () => process.exit(1));
