import type { ClockSample } from './clock-offset.ts';
import type { ServerClock } from './clock.svelte.ts';
import type { SessionLink } from './session-link.ts';

/** How many times the server's clock is asked in a row; the quickest answer counts. */
const reads = 4;

/** Asks the server for its time and sets the clock by the best answer. Stops early when an answer fails to come. */
export async function measureClock(link: Pick<SessionLink, 'readClock'>, clock: ServerClock): Promise<void> {
  const samples: ClockSample[] = [];
  for (let read = 0; read < reads; read += 1) {
    const sentAt = clock.localNow();
    const answer = await link.readClock();
    if (!answer.ok) break;
    samples.push({ sentAt, receivedAt: clock.localNow(), serverNow: answer.now });
  }
  clock.measured(samples);
}
