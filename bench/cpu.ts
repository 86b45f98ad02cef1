/** What a process has cost, read from the Linux kernel: all its threads, and threads that have ended. */
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** The kernel counts in hundredths of a second, whatever its own timer is (USER_HZ). */
const tickMs = 10;

/** Processor time since the process began, in milliseconds, in its own code and in the kernel on its behalf. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name in brackets may hold anything; after it stand numbers. utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** Bytes that the process has had written to the disk; null where the kernel does not say. */
export async function writtenBytes(pid: number): Promise<number | null> {
  try {
    const io = await readFile(`/proc/${pid}/io`, 'latin1');
    const bytes = /^write_bytes: (\d+)$/m.exec(io)?.[1];
    return bytes === undefined ? null : Number(bytes);
  } catch {
    // Not every kernel counts it, and not everybody may read it: the column stays empty.
    return null;
  }
}

const lookEveryMs = 100;
const quietLooks = 4;

/** Resolves when the process has had next to nothing to do for a moment, at the latest after `limitMs`. */
export async function quiet(pid: number, limitMs = 15_000): Promise<void> {
  const until = performance.now() + limitMs;
  let before = cpuMs(pid);
  for (let looks = 0; looks < quietLooks && performance.now() < until;) {
    await wait(lookEveryMs);
    const now = cpuMs(pid);
    looks = now - before <= tickMs ? looks + 1 : 0;
    before = now;
  }
}
