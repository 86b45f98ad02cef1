/** Runs one piece of work at a time, in the order of asking. A piece that fails does not hold up the next. */
export interface WriteQueue {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when everything asked for so far is over. */
  idle(): Promise<void>;
}

export function createWriteQueue(): WriteQueue {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = tail.then(work);
      // The queue only needs to know that it is over; the failure belongs to whoever asked.
      tail = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
    async idle() {
      await tail;
    },
  };
}
