/** Two people in one session, who pause and resume in turn: commands that can follow each other for ever. */
import { SessionPerson } from './session-person.ts';

export interface PairNotes {
  delivered(dueAt: number, now: number): void;
  acknowledged(dueAt: number, now: number): void;
  failed(reason: string): void;
}

/** A command on its way: seen by the other when a flow of this version is there. */
interface UnderWay {
  readonly dueAt: number;
  readonly version: number;
  readonly to: 0 | 1;
}

export class SessionPair {
  readonly #people: readonly [SessionPerson, SessionPerson];
  readonly #notes: PairNotes;
  readonly #here: [boolean, boolean] = [false, false];
  readonly #backAt: [number, number] = [NaN, NaN];
  #underWay: UnderWay | null = null;
  #turn: 0 | 1 = 0;

  constructor(origin: string, session: string, cookies: readonly [string, string], notes: PairNotes) {
    this.#notes = notes;
    const person = (seat: 0 | 1): SessionPerson =>
      new SessionPerson(origin, session, cookies[seat], {
        flow: ({ version }) => this.#seen(seat, version),
        lost: () => (this.#here[seat] = false),
        back: () => {
          this.#here[seat] = true;
          this.#backAt[seat] = performance.timeOrigin + performance.now();
        },
        failed: (reason) => notes.failed(reason),
      });
    this.#people = [person(0), person(1)];
  }

  open(): void {
    for (const person of this.#people) person.open();
  }

  close(): void {
    for (const person of this.#people) person.close();
  }

  get bothHere(): boolean {
    return this.#here[0] && this.#here[1];
  }

  /** Wall clock times at which each of them came last. */
  get backAt(): readonly number[] {
    return this.#backAt;
  }

  /** Where each of them is in the format; two numbers that are the same. */
  get steps(): readonly (number | null)[] {
    return this.#people.map(({ flow }) =>
      flow === null || flow.state.status === 'lobby' ? null : flow.state.position,
    );
  }

  async start(): Promise<void> {
    const refusal = await this.#people[0].command({ type: 'start' }, this.#version());
    if (refusal !== null) this.#notes.failed(`a session did not start: ${refusal}`);
  }

  /** False: the command before is still on its way. */
  send(dueAt: number): boolean {
    if (this.#underWay !== null) return false;
    const seat = this.#turn;
    this.#turn = seat === 0 ? 1 : 0;
    const version = this.#version();
    this.#underWay = { dueAt, version: version + 1, to: this.#turn };
    const isRunning = this.#people[seat].flow?.state.status === 'running';
    void this.#people[seat].command({ type: isRunning ? 'pause' : 'resume' }, version).then((refusal) => {
      if (refusal === null) this.#notes.acknowledged(dueAt, performance.now());
      else this.#notes.failed(`a command was refused: ${refusal}`);
    });
    return true;
  }

  #version(): number {
    return Math.max(...this.#people.map(({ flow }) => flow?.version ?? 0));
  }

  #seen(seat: 0 | 1, version: number): void {
    const underWay = this.#underWay;
    if (underWay === null || underWay.to !== seat || version < underWay.version) return;
    this.#underWay = null;
    this.#notes.delivered(underWay.dueAt, performance.now());
  }
}
