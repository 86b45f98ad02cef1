/** Runs work one after another for each key, and for different keys side by side. Holds nothing of keys at rest. */
export interface KeyedQueue {
  /** Resolves or rejects as the work does; work that fails does not keep the next from starting. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is waiting or running any more. */
  idle(): Promise<void>;
}

export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>();

  return {
    run(key, work) {
      const before = tails.get(key);
      const result = before ? before.then(work) : work();
      // The chain carries only the order: whoever asked for the work handles its failure.
      const tail = result.then(
        () => undefined,
        () => undefined,
      );
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return result;
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
