/** One person's open session page, as far as the session's wire goes: the pages' own link, and what they do with it. */
import { createSessionLink, type SessionLink } from '../src/lib/client/session/session-link.ts';
import type { FlowSnapshot } from '../src/lib/protocol/session-events.ts';

type Command = Parameters<SessionLink['command']>[0]['command'];

export interface SessionPersonEars {
  /** A flow has come, with an answer or as news. */
  flow(flow: FlowSnapshot): void;
  lost(): void;
  /** Joined, the first time or again: on this step. */
  back(flow: FlowSnapshot): void;
  failed(reason: string): void;
}

export class SessionPerson {
  readonly #session: string;
  readonly #ears: SessionPersonEars;
  readonly #link: SessionLink;
  flow: FlowSnapshot | null = null;

  constructor(origin: string, session: string, cookie: string, ears: SessionPersonEars) {
    this.#session = session;
    this.#ears = ears;
    this.#link = createSessionLink({ origin, cookie });
  }

  open(): void {
    this.#link.open({
      connected: () => void this.#join(),
      lost: () => this.#ears.lost(),
      refused: (error) => this.#ears.failed(`a client was refused: ${error}`),
      flowChanged: ({ flow }) => this.#see(flow),
      presenceChanged: () => undefined,
      reacted: () => undefined,
      sessionEnded: () => this.#ears.failed('a session ended'),
    });
  }

  /** Resolves with why it was refused; null: it was carried out. */
  async command(command: Command, version: number): Promise<string | null> {
    const answer = await this.#link.command({ version, command });
    if (!answer.ok) return answer.error;
    this.#see(answer.flow);
    return null;
  }

  /** Leaves for good. */
  close(): void {
    this.#link.close();
  }

  #see(flow: FlowSnapshot): void {
    if (this.flow !== null && flow.version < this.flow.version) return;
    this.flow = flow;
    this.#ears.flow(flow);
  }

  async #join(): Promise<void> {
    const answer = await this.#link.join(this.#session);
    if (!answer.ok) {
      // As a page does when nobody answers: a new connection.
      this.#link.restart();
      return;
    }
    this.#see(answer.snapshot.flow);
    this.#ears.back(answer.snapshot.flow);
  }
}
