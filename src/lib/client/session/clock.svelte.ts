import { createSubscriber } from 'svelte/reactivity';
import { bestOffset, withStamp, type ClockOffset, type ClockSample } from './clock-offset.ts';

/** A timer fires a little early now and then; without this margin a second would be shown twice. */
const tickMargin = 15;

/**
 * The server's time on this device. `now` ticks once a second, on the second of the server's clock, so that two screens
 * turn over together; it costs one timer while somebody looks at it, and nothing while the page is hidden.
 */
export class ServerClock {
  #known = $state.raw<ClockOffset>({ offset: 0, uncertainty: Infinity });
  readonly #local: () => number;
  readonly #ticking = createSubscriber((tick) => {
    if (typeof document === 'undefined') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const beat = () => {
      clearTimeout(timer);
      if (document.hidden) return;
      tick();
      timer = setTimeout(beat, 1000 - (this.read() % 1000) + tickMargin);
    };
    timer = setTimeout(beat, 1000 - (this.read() % 1000) + tickMargin);
    document.addEventListener('visibilitychange', beat);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', beat);
    };
  });

  /** `serverNow` is the time that came with the page: a first guess, until a round trip has been measured. */
  constructor(serverNow: number, local: () => number = Date.now) {
    this.#local = local;
    this.#known = { offset: serverNow - local(), uncertainty: Infinity };
  }

  /** The whole second that the server's clock shows now, in milliseconds. Reactive. */
  get now(): number {
    this.#ticking();
    return Math.floor((this.#local() + this.#known.offset) / 1000) * 1000;
  }

  /** The server's time to the millisecond. Not meant for display. */
  read(): number {
    return this.#local() + this.#known.offset;
  }

  /** This device's own time, for the samples. */
  localNow(): number {
    return this.#local();
  }

  /** Takes the best of these round trips, whatever was known: a device's clock may have been set meanwhile. */
  measured(samples: readonly ClockSample[]): void {
    const best = bestOffset(samples);
    if (best !== null) this.#known = best;
  }

  /** Takes note of a time stamp that the server sent without being asked. */
  stamped(serverNow: number): void {
    if (this.#known.uncertainty === Infinity) return;
    this.#known = withStamp(this.#known, { serverNow, receivedAt: this.#local() });
  }
}
