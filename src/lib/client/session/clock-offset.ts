/** One question to the server's clock and its answer. All instants are milliseconds since 1970. */
export interface ClockSample {
  /** On this device's clock. */
  sentAt: number;
  /** On this device's clock. */
  receivedAt: number;
  /** On the server's clock, somewhere between the two. */
  serverNow: number;
}

/** What to add to this device's clock to get the server's, and how far off that can be at most; both in milliseconds. */
export interface ClockOffset {
  offset: number;
  uncertainty: number;
}

/**
 * The offset by the sample with the shortest round trip: it leaves the least room for error (half of the trip).
 * Samples in which this device's clock ran backwards are left out. Null without a usable sample.
 */
export function bestOffset(samples: readonly ClockSample[]): ClockOffset | null {
  let best: ClockOffset | null = null;
  for (const { sentAt, receivedAt, serverNow } of samples) {
    if (receivedAt < sentAt) continue;
    const uncertainty = (receivedAt - sentAt) / 2;
    if (best !== null && best.uncertainty <= uncertainty) continue;
    best = { offset: serverNow - sentAt - uncertainty, uncertainty };
  }
  return best;
}

/**
 * A time stamp that came without a question: when it arrived the server's clock stood at `serverNow` or later. So the
 * offset is raised when it is less than that, as after a device's clock was set back; it is never lowered by one.
 */
export function withStamp(known: ClockOffset, stamp: { serverNow: number; receivedAt: number }): ClockOffset {
  const atLeast = stamp.serverNow - stamp.receivedAt;
  return atLeast > known.offset + known.uncertainty ? { offset: atLeast, uncertainty: known.uncertainty } : known;
}
