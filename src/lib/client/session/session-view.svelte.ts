import type { CardKind } from '#lib/domain/board/card.ts';
import { mayBringCase } from '#lib/domain/flow/flow-cases.ts';
import { mayWatch } from '#lib/domain/flow/flow-observers.ts';
import { sealOf, sealWriters, stepToPrepare } from '#lib/domain/flow/flow-seal.ts';
import { isAskFirst } from '#lib/domain/flow/flow-tray.ts';
import { budgetOf, trimOf } from '#lib/domain/flow/flow-budget.ts';
import { clockOf, minute, type StepClock } from '#lib/domain/flow/flow-clock.ts';
import { trimOfferOf } from '#lib/domain/flow/flow-trim.ts';
import type { FlowCommand, FlowState, Seal, TrimmedSteps } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { mayInSession } from '#lib/domain/permissions.ts';
import type { Hue, Person } from '#lib/domain/person.ts';
import { noteLabelOf } from '#lib/domain/board/note-label.ts';
import { planOf, turnsOf, type PlannedStep } from '#lib/domain/flow/plan.ts';
import { ribbonOf } from '#lib/domain/flow/ribbon.ts';
import { currentStep, floorAt, rolesAt, type Roles } from '#lib/domain/flow/roles.ts';
import type { Participant } from '#lib/protocol/session-events.ts';
import { asksOf, type Ask } from './session-asks.ts';
import type { ServerClock } from './clock.svelte.ts';
import type { SessionClient } from './session-client.svelte.ts';
import type { NameOf } from './session-names.ts';
import { dismissalSentence } from './session-sentences.ts';
import { eyebrowOf, floorWords, partOf, sayFor, turnTitle, type Part } from './session-words.ts';
import { thinkingOf, type ThinkingView } from './thinking-space.ts';
import { swapViewOf, type SwapView } from './session-swap.ts';

/** One stretch of the ribbon. */
export interface RibbonPart {
  title: string;
  /** One person's turn; otherwise a step for all. */
  isTurn: boolean;
  minutes: number;
  /** How much of it is done, 0 to 1. */
  share: number;
  current: boolean;
}

/** All that the page shows of a session, worked out of its client and the clock. Everything is reactive. */
export class SessionView {
  readonly #client: SessionClient;
  readonly #clock: ServerClock;

  readonly flow = $derived.by<FlowState>(() => this.#client.flow.state);
  readonly format = $derived.by<Format>(() => this.#client.format);
  readonly people = $derived.by<Participant[]>(() => this.#client.participants);
  readonly me = $derived.by(() => this.#client.me);
  readonly nameOf = $derived.by<NameOf>(() => this.#client.nameOf);
  readonly turns = $derived(
    this.flow.status === 'lobby' ? turnsOf(this.format, this.flow.seats.length) : this.flow.turns,
  );
  readonly planned = $derived<PlannedStep | null>(currentStep(this.flow, this.format));
  readonly roles = $derived<Roles>(rolesAt(this.flow, this.format));
  readonly part = $derived<Part>(partOf(this.me, this.roles));
  readonly time = $derived.by<StepClock>(() => clockOf(this.flow, this.format, this.#clock.now));
  readonly eyebrow = $derived(
    this.planned === null ? null : eyebrowOf(this.planned, this.format, this.turns, this.flow.seats, this.nameOf),
  );
  readonly floor = $derived.by(() => {
    if (this.planned === null) return null;
    // Once all is shown, nobody writes alone any more.
    if (this.seal?.revealed === true) return { holder: 'Everything is shown', rest: 'Read first, then speak.' };
    if (this.sealed && !this.writesSealed) {
      return { holder: 'Everyone is silent', rest: 'You rest while the others write.' };
    }
    const watching = !this.flow.seats.includes(this.me.id);
    return floorWords(this.planned.step.floor, this.roles, this.me.id, this.nameOf, watching);
  });
  readonly say = $derived(this.planned === null ? null : sayFor(this.planned.step, this.part, this.roles));
  readonly swap = $derived<SwapView | null>(swapViewOf(this.flow, this.format, this.me.id, this.nameOf));
  /** The seal of a step of private writing; null in other steps. */
  readonly seal = $derived<Seal | null>(sealOf(this.flow));
  /** What is written now stays private. */
  readonly sealed = $derived(this.seal !== null && !this.seal.revealed && this.flow.status !== 'ended');
  /** Who writes in the sealed step, by id. */
  readonly sealWriters = $derived.by(() => (this.seal === null ? [] : sealWriters(this.flow, this.format)));
  /** One writes alone now, and what one writes stays private. */
  readonly writesSealed = $derived.by(() => this.sealed && this.sealWriters.includes(this.me.id));
  /** The first step, where this person can write it in private before the start. */
  readonly preparable = $derived.by<PlannedStep | null>(() =>
    this.barred === null && this.flow.seats.includes(this.me.id) ? stepToPrepare(this.flow, this.format) : null,
  );
  /** Ideas of the coach wait to be invited. */
  readonly askFirst = $derived.by(() => isAskFirst(this.flow, this.format));
  /** What is open between the peers, beside a swap. */
  readonly asks = $derived.by<Ask[]>(() =>
    asksOf({
      flow: this.flow,
      format: this.format,
      me: this.me.id,
      now: this.flow.status === 'lobby' ? 0 : this.#clock.now,
      nameOf: this.nameOf,
    }),
  );
  /** How late the session is, and what would bring it to its planned end; null when it is on time, or an offer is open. */
  readonly trimming = $derived.by<{ steps: TrimmedSteps; behindMinutes: number } | null>(() => {
    if (this.flow.status === 'lobby' || trimOfferOf(this.flow) !== null || this.barred !== null) return null;
    const steps = trimOf(this.flow, this.format, this.#clock.now);
    const { behindMs } = budgetOf(this.flow, this.format, this.#clock.now);
    return steps === null ? null : { steps, behindMinutes: Math.floor(behindMs / minute) };
  });
  readonly ribbon = $derived.by<RibbonPart[]>(() =>
    ribbonOf(this.flow, this.format, this.#clock.now).map(({ title, turn, minutes, share, current }) => ({
      title: turn === null ? title : turnTitle(turn, this.flow.seats, this.nameOf),
      isTurn: turn !== null,
      minutes,
      share,
      current,
    })),
  );
  /** Whose turn each is, as the board names its zones: null while a seat is empty. */
  readonly turnNames = $derived(
    Array.from({ length: this.turns }, (_, turn) => {
      const seat = this.flow.seats[turn];
      return seat === undefined ? null : this.nameOf(seat);
    }),
  );
  /** An observer whom not every peer has let in, or who was sent away: there is nothing of the session to show. */
  readonly atDoor = $derived.by(
    () => this.me.role === 'observer' && (this.refused || !mayWatch(this.flow, this.me.id)),
  );
  /** Those who watch, or ask to, while they have the page open. */
  readonly observers = $derived(
    this.people
      .filter((person) => person.role === 'observer' && person.presence !== 'gone')
      .map(({ id, name }) => ({ id, name, watches: mayWatch(this.flow, id) })),
  );
  /** The silence that is on; null when there is none. */
  readonly thinking = $derived.by<ThinkingView | null>(() =>
    this.flow.status === 'lobby' || this.flow.status === 'ended' || this.flow.silence === null
      ? null
      : thinkingOf(this.flow, this.format, this.me.id, this.#clock.now, this.nameOf),
  );
  /** Whether this person may show marks and reactions. */
  readonly signable = $derived.by(
    () => !this.refused && mayInSession(this.me.role, 'sign:show', this.#client.session.status),
  );
  /** Whether whose case it is may still be chosen, in a format with one turn. */
  readonly choosesCase = $derived.by(
    () => this.flow.status !== 'ended' && this.flow.seats.length > 1 && mayBringCase(this.flow, this.format),
  );
  /** The hue of whoever owns the turn; null outside a turn. */
  readonly turnHue = $derived<Hue | null>(this.people.find((person) => person.id === this.roles.coachee)?.hue ?? null);
  /** What a new card is most likely to be: what the step asks for; where ideas ask first, the coach asks a question. */
  readonly proposedKind = $derived.by<CardKind | null>(() =>
    this.askFirst && this.part === 'coach' ? 'question' : (this.planned?.step.yields[0]?.kind ?? null),
  );
  /** What new cards start with. */
  readonly newCards = $derived({
    noteLabel: this.planned === null ? null : noteLabelOf(this.planned.step),
    owner: this.roles.coachee,
  });
  /** Those who may write on the board, by id. */
  readonly writers = $derived(
    this.people.filter(({ role }) => mayInSession(role, 'board:write', 'live')).map(({ id }) => id),
  );
  /** Members who are not on the page, oneself left out. */
  readonly absent = $derived(this.people.filter((person) => person.id !== this.me.id && person.presence === 'gone'));
  /**
   * Before the start: the names of the other peers who have not agreed with the format, nobody where one is alone. Null
   * when nothing has to be asked before it starts.
   */
  readonly unsettled = $derived.by<string[] | null>(() => {
    if (this.flow.status !== 'lobby') return null;
    const others = this.flow.seats.filter((seat) => seat !== this.me.id);
    if (others.length === 0) return this.format.people.min > 1 ? [] : null;
    const waiting = others.filter((seat) => !this.flow.ready.includes(seat));
    return waiting.length === 0 ? null : waiting.map(this.nameOf);
  });
  /** In the last step of the plan: what comes next is the end. */
  readonly isLast = $derived(
    this.planned !== null && this.planned.index === planOf(this.format, this.turns).length - 1,
  );
  readonly #holders = $derived(this.flow.status === 'ended' ? [] : (floorAt(this.flow, this.format)?.holders ?? []));
  /** Why this person cannot lead just now, as a sentence; null when they can. */
  readonly barred = $derived.by<string | null>(() => {
    if (this.#client.ended) return 'The session has ended.';
    if (this.#client.connection.state === 'refused') return dismissalSentence(this.#client.connection.error);
    if (!mayInSession(this.me.role, 'flow:lead', 'live'))
      return 'You are watching as an observer. The peers lead the session.';
    return null;
  });
  /** The server has let go of this page. */
  readonly refused = $derived.by(() => this.#client.connection.state === 'refused' && !this.#client.ended);
  /** Nothing that is written now would get anywhere: by right, or because the server has let go of this page. */
  readonly readOnly = $derived.by(
    () => this.refused || !mayInSession(this.me.role, 'board:write', this.#client.session.status),
  );
  /** Signing in again is what helps. */
  readonly signedOut = $derived.by(() => {
    const { connection } = this.#client;
    return connection.state === 'refused' && connection.error === 'not-signed-in';
  });

  constructor(client: SessionClient, clock: ServerClock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** The person as the board knows them. */
  get myself(): Person {
    const { id } = this.me;
    return this.people.find((person) => person.id === id) ?? { id, name: this.nameOf(id), hue: 1 };
  }

  /** Whether this person holds the floor now: the ring around the face. */
  holdsFloor(id: string): boolean {
    return this.#holders.includes(id);
  }

  /** Whether the flow would accept this from this person as things stand. */
  can(command: FlowCommand): boolean {
    return this.barred === null && this.#client.can(command);
  }
}
