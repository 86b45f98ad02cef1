/**
 * What happens to a flow when nobody does anything: a peer who dropped out is waited for, a silence comes to its end.
 * Holds timers only, never a truth: after a restart they are made anew from what is stored.
 */
import { dropPatience } from '#lib/domain/flow/flow-waiting.ts';
import type { FlowState } from '#lib/domain/flow/flow.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { FlowService } from './flow-service.ts';

export interface FlowWatch {
  /** This peer has no page of the session open any more. */
  dropped(session: string, user: string): void;
  /** This peer has the session's page open. */
  back(session: string, user: string): void;
  /** Looks after the sessions that were running when the server last stopped. Never rejects. */
  rebuild(): Promise<void>;
  /** Stops all timers. */
  close(): void;
}

export interface FlowWatchDependencies {
  flows: Pick<FlowService, 'report' | 'listRunning' | 'onChange'>;
  /** The users who have the session's page open now. */
  present: (session: string) => string[];
  clock: Clock;
  log: Pick<Log, 'error'>;
  /** How long a peer may be away before the clock stands, in milliseconds; half a minute unless a test says otherwise. */
  patience?: number;
}

export function createFlowWatch({
  flows,
  present,
  clock,
  log,
  patience = dropPatience,
}: FlowWatchDependencies): FlowWatch {
  const timers = new Map<string, NodeJS.Timeout>();
  let closed = false;

  function stop(key: string): void {
    clearTimeout(timers.get(key));
    timers.delete(key);
  }

  function later(key: string, ms: number, work: () => Promise<void>): void {
    stop(key);
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(key);
      work().catch((err: unknown) => {
        // The flow stays as it is: people see the clock run on, and can pause it themselves.
        log.error({ err, key }, 'a flow could not be told that time has passed');
      });
    }, ms);
    timer.unref();
    timers.set(key, timer);
  }

  const peerKey = (session: string, user: string): string => `${session}/peer/${user}`;

  function dropped(session: string, user: string): void {
    later(peerKey(session, user), patience, () =>
      flows.report(session, { type: 'wait-for', user, present: present(session) }),
    );
  }

  function watchSilence(session: string, state: FlowState): void {
    const key = `${session}/silence`;
    const silence = state.status === 'running' || state.status === 'paused' ? state.silence : null;
    if (silence === null) stop(key);
    else {
      const left = Math.max(0, silence.at + silence.ms - clock());
      later(key, left, () => flows.report(session, { type: 'silence-over' }));
    }
  }

  const unsubscribe = flows.onChange(({ session, flow }) => watchSilence(session, flow.state));

  return {
    dropped,
    back: (session, user) => stop(peerKey(session, user)),
    async rebuild() {
      try {
        for (const { session, state } of await flows.listRunning()) {
          const here = present(session);
          for (const seat of state.seats) if (!here.includes(seat)) dropped(session, seat);
          watchSilence(session, state);
        }
      } catch (err) {
        // Closing takes the store away from under a reading that is under way: nobody is left to be waited for.
        if (!closed) log.error({ err }, 'running sessions could not be looked after again');
      }
    },
    close() {
      closed = true;
      unsubscribe();
      for (const key of [...timers.keys()]) stop(key);
    },
  };
}
