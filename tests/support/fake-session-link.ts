import type { Answer, LinkListener, SessionLink } from '#lib/client/session/session-link.ts';
import type { RequestFailure } from '#lib/client/session/session-sentences.ts';
import type { FlowRequest, FlowSnapshot, PresenceRequest, SessionSnapshot } from '#lib/protocol/session-events.ts';

/** A connection whose other end is the test: it answers when and how the test says. */
export class FakeSessionLink implements SessionLink {
  /** What is answered to the next and every further joining. */
  snapshot: SessionSnapshot;
  joinRefusal: RequestFailure | null = null;
  readonly requests: FlowRequest[] = [];
  readonly presences: PresenceRequest['state'][] = [];
  joins = 0;
  restarts = 0;
  wakes = 0;
  closed = false;
  #listener: LinkListener | null = null;
  readonly #answers: ((answer: Answer<{ flow: FlowSnapshot }>) => void)[] = [];

  constructor(snapshot: SessionSnapshot) {
    this.snapshot = snapshot;
  }

  /** What the page listens with. */
  get page(): LinkListener {
    if (this.#listener === null) throw new Error('the page has not opened its connection');
    return this.#listener;
  }

  /** Answers the oldest command that is still waiting. */
  answer(answer: Answer<{ flow: FlowSnapshot }>): void {
    const resolve = this.#answers.shift();
    if (resolve === undefined) throw new Error('no command is waiting for an answer');
    resolve(answer);
  }

  open(listener: LinkListener): void {
    this.#listener = listener;
  }
  close(): void {
    this.closed = true;
  }
  wake(): void {
    this.wakes += 1;
  }
  restart(): void {
    this.restarts += 1;
  }
  join(): Promise<Answer<{ snapshot: SessionSnapshot }>> {
    this.joins += 1;
    return Promise.resolve(
      this.joinRefusal === null ? { ok: true, snapshot: this.snapshot } : { ok: false, error: this.joinRefusal },
    );
  }
  command(request: FlowRequest): Promise<Answer<{ flow: FlowSnapshot }>> {
    this.requests.push(request);
    return new Promise((resolve) => this.#answers.push(resolve));
  }
  setPresence({ state }: PresenceRequest): Promise<Answer<object>> {
    this.presences.push(state);
    return Promise.resolve({ ok: true });
  }
  setMark(): Promise<Answer<object>> {
    return Promise.resolve({ ok: true });
  }
  react(): Promise<Answer<object>> {
    return Promise.resolve({ ok: true });
  }
  note(): Promise<Answer<object>> {
    return Promise.resolve({ ok: true });
  }
  readClock(): Promise<Answer<{ now: number }>> {
    return Promise.resolve({ ok: true, now: this.snapshot.now });
  }
}
