import { stillMeant } from '#lib/domain/flow/arrivals.ts';
import type { FlowCommand, FlowState } from '#lib/domain/flow/flow.ts';
import type { transition } from '#lib/domain/flow/transition.ts';
import type { FlowRequest, FlowSnapshot } from '#lib/protocol/session-events.ts';
import type { Answer } from './session-link.ts';
import type { RequestFailure } from './session-sentences.ts';

export type SendResult = { ok: true } | { ok: false; error: RequestFailure };

/** How long a command that could not be sent waits for the connection to come back, in milliseconds. */
const backWithin = 4_000;

/** The session that commands go to, as far as sending needs it. */
export interface CommandedSession {
  ask(request: FlowRequest): Promise<Answer<{ flow: FlowSnapshot }>>;
  isLive(): boolean;
  /** What the server has confirmed last. */
  confirmed(): FlowSnapshot;
  /** What the flow would make of the command as things stand. */
  outcomeOf(command: FlowCommand): ReturnType<typeof transition>;
  confirm(flow: FlowSnapshot): void;
  /** Fetches the truth. */
  fetch(): Promise<void>;
}

/** Sends one person's commands, one after the other, each once, with the version of the flow that it was meant for. */
export class CommandSender {
  readonly #session: CommandedSession;
  #ahead = $state.raw<{ base: number; state: FlowState } | null>(null);
  #inFlight: { command: FlowCommand; result: Promise<SendResult> } | null = null;
  /** Commands that wait for the page to be in its session again. */
  readonly #waiting = new Set<(live: boolean) => void>();

  constructor(session: CommandedSession) {
    this.#session = session;
  }

  /** The command on its way, as the state it leads to from the version `base` if nobody was quicker. */
  get ahead(): { base: number; state: FlowState } | null {
    return this.#ahead;
  }

  /**
   * Asks the server to carry out a command. The same command pressed twice while the first is under way counts once; a
   * different one waits for its turn, and so does more time, which adds up.
   */
  send(command: FlowCommand): Promise<SendResult> {
    if (this.#inFlight !== null && command.type !== 'extend' && sameCommand(this.#inFlight.command, command)) {
      return this.#inFlight.result;
    }
    const before = this.#inFlight?.result;
    const result = before === undefined ? this.#deliver(command) : before.then(() => this.#deliver(command));
    const mine = { command, result };
    this.#inFlight = mine;
    return result.finally(() => {
      if (this.#inFlight === mine) this.#inFlight = null;
    });
  }

  async #deliver(command: FlowCommand, attempt: 'first' | 'again' = 'first'): Promise<SendResult> {
    if (!this.#session.isLive()) return { ok: false, error: 'not-connected' };
    const confirmed = () => this.#session.confirmed();
    const base = confirmed();
    const outcome = this.#session.outcomeOf(command);
    if (!outcome.ok) return { ok: false, error: outcome.error };
    // The end cannot be undone, so it is not shown before the server has agreed.
    if (command.type !== 'end') this.#ahead = { base: base.version, state: outcome.state };
    const answer = await this.#session.ask({ version: base.version, command });
    // The connection turned out to be gone, as after a sleep, and the command never left: once it is back, it goes.
    const held = !answer.ok && answer.error === 'not-connected' && attempt === 'first';
    const back = held && (await this.#liveAgain());
    this.#ahead = null;
    if (answer.ok) {
      this.#session.confirm(answer.flow);
      return { ok: true };
    }
    if (answer.error === 'not-connected') {
      const unchanged = confirmed().version === base.version;
      if (back && (unchanged || stillMeant(command, base.state, confirmed().state))) {
        return this.#deliver(command, 'again');
      }
      return { ok: false, error: back ? 'flow-stale' : 'not-connected' };
    }
    // Whatever the reason, this page was not where it thought: unless the news has come already, fetch it.
    if (confirmed().version === base.version) await this.#session.fetch();
    // The other did something in the same moment; where the command still means what it meant, it is sent again.
    if (answer.error === 'flow-stale' && stillMeant(command, base.state, confirmed().state)) {
      return this.#deliver(command);
    }
    return { ok: false, error: answer.error };
  }

  /** Whether the page is in its session again, or still, within a few seconds. */
  #liveAgain(): Promise<boolean> {
    if (this.#session.isLive()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (live: boolean) => {
        clearTimeout(deadline);
        this.#waiting.delete(settle);
        resolve(live);
      };
      const deadline = setTimeout(() => settle(false), backWithin);
      this.#waiting.add(settle);
    });
  }

  /** The page is in its session again, or will not be: what waits for that goes on, or is given up. */
  settle(live: boolean): void {
    for (const settle of this.#waiting) settle(live);
  }
}

/** Commands are flat: a type, and for some a number. */
function sameCommand(one: FlowCommand, other: FlowCommand): boolean {
  const values = new Map<string, unknown>(Object.entries(one));
  const others = Object.entries(other);
  return others.length === values.size && others.every(([key, value]) => values.get(key) === value);
}
