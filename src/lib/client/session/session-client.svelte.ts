import type { FlowCommand, FlowEvent, FlowState } from '#lib/domain/flow/flow.ts';
import { mayWatch } from '#lib/domain/flow/flow-observers.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import type { MemberRole } from '#lib/domain/permissions.ts';
import type { Person } from '#lib/domain/person.ts';
import { transition } from '#lib/domain/flow/transition.ts';
import type { FlowSnapshot, Participant, PresenceRequest, SessionSnapshot } from '#lib/protocol/session-events.ts';
import { measureClock } from './clock-measurement.ts';
import type { ServerClock } from './clock.svelte.ts';
import { CommandSender, type SendResult } from './command-sender.svelte.ts';
import type { SessionConnection } from './session-badge.ts';
import type { LinkListener, SessionLink } from './session-link.ts';
import type { NameOf } from './session-names.ts';
import { flowNews } from './session-news.ts';
import type { NewsTopic } from './session-news-line.svelte.ts';
import { SessionPeople } from './session-people.svelte.ts';
import type { RequestFailure } from './session-sentences.ts';

/** What the page came with from the server: shown until the first snapshot arrives. */
export interface SessionStart {
  session: SessionSnapshot['session'];
  format: Format;
  state: FlowState;
  participants: Participant[];
  me: { id: string; role: MemberRole };
  /** Names of everybody who may be mentioned, former members too. */
  people: readonly Person[];
}

/** A version that no flow on the server has: nothing can be sent before the first snapshot. */
const unknownVersion = -1;

/**
 * A session as one browser sees it. The server decides; a command is shown at once by running the same transition, and
 * taken back when it is refused. State is a whole snapshot on each (re)connection, then changes with versions.
 */
export class SessionClient {
  readonly #link: SessionLink;
  readonly #clock: ServerClock;
  readonly #announce: (sentence: string, topic: NewsTopic) => void;
  readonly #onReaction: LinkListener['reacted'] | undefined;
  readonly #people: SessionPeople;

  #session = $state.raw<SessionSnapshot['session']>() as SessionSnapshot['session'];
  #format = $state.raw<Format>() as Format;
  #me = $state.raw<SessionStart['me']>() as SessionStart['me'];
  #confirmed = $state.raw<FlowSnapshot>() as FlowSnapshot;
  #connection = $state.raw<SessionConnection>({ state: 'connecting' });
  #signings = $state(0);
  #endedBy = $state.raw<string | null>(null);

  readonly #flow = $derived.by<FlowSnapshot>(() => {
    const { version } = this.#confirmed;
    const ahead = this.#sender.ahead;
    return ahead !== null && ahead.base === version ? { version, state: ahead.state } : this.#confirmed;
  });

  #presence: PresenceRequest['state'] = 'here';
  /** The joining under way; an answer to an earlier one is too late and counts for nothing. */
  #joining: { newest: FlowSnapshot | null; format: Format | null } | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #sender = new CommandSender({
    ask: (request) => this.#link.command(request),
    isLive: () => this.#connection.state === 'live',
    confirmed: () => this.#confirmed,
    outcomeOf: (command) => transition(this.#confirmed.state, this.#eventOf(command), this.#format),
    confirm: (flow) => this.#confirm(flow),
    fetch: () => this.#join(),
  });

  /** `announce` receives one sentence for each thing a peer did; own doings are not announced. */
  constructor(
    start: SessionStart,
    parts: {
      link: SessionLink;
      clock: ServerClock;
      announce: (sentence: string, topic: NewsTopic) => void;
      onReaction?: LinkListener['reacted'];
    },
  ) {
    this.#link = parts.link;
    this.#clock = parts.clock;
    this.#announce = parts.announce;
    this.#onReaction = parts.onReaction;
    this.#people = new SessionPeople(start.people, start.participants);
    this.#session = start.session;
    this.#format = start.format;
    this.#me = start.me;
    this.#confirmed = { version: unknownVersion, state: start.state };
  }

  get session(): SessionSnapshot['session'] {
    return this.#session;
  }
  get format(): Format {
    return this.#format;
  }
  get me(): SessionStart['me'] {
    return this.#me;
  }
  /** Version and state as to be shown: with the own command on its way already carried out. */
  get flow(): FlowSnapshot {
    return this.#flow;
  }
  /** The state that the server has confirmed, without what is on its way. */
  get confirmed(): FlowState {
    return this.#confirmed.state;
  }
  get participants(): Participant[] {
    return this.#people.participants;
  }
  get connection(): SessionConnection {
    return this.#connection;
  }
  /** Who ended the session while this page was open; null when it is not known. */
  get endedBy(): string | null {
    return this.#endedBy;
  }
  /** Grows whenever who has signed may be out of date: somebody did, or this page was away. */
  get signings(): number {
    return this.#signings;
  }
  get ended(): boolean {
    return this.#session.status === 'ended' || this.#confirmed.state.status === 'ended';
  }
  /** Everybody who may be mentioned: those in the session first, then those who once were. */
  get everybody(): Person[] {
    return this.#people.everybody;
  }
  get nameOf(): NameOf {
    return this.#people.nameOf;
  }

  open(): void {
    this.#link.open(this.#listener);
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#joining = null;
    this.#sender.settle(false);
    this.#link.close();
  }

  /** The tab is in sight again or the network is back: connect now, and ask the clock again, which a sleep may have moved. */
  async wake(): Promise<void> {
    this.#link.wake();
    if (this.#connection.state === 'live') await measureClock(this.#link, this.#clock);
  }

  /** Tells the others whether this person has the page in sight. Told again after each reconnection. */
  async setPresence(state: PresenceRequest['state']): Promise<void> {
    this.#presence = state;
    // An answer is not waited for: when it fails the connection is failing, and joining again says it anew.
    if (this.#connection.state === 'live') await this.#link.setPresence({ state });
  }

  /** Whether the flow would accept this command as things stand, by the same rules as on the server. */
  can(command: FlowCommand): boolean {
    return transition(this.flow.state, this.#eventOf(command), this.#format).ok;
  }

  /** Asks the server to carry out a command; the outcome is shown at once and taken back when it is refused. */
  send(command: FlowCommand): Promise<SendResult> {
    return this.#sender.send(command);
  }

  #eventOf(command: FlowCommand): FlowEvent {
    return { ...command, by: this.#me.id, at: this.#clock.read(), present: this.#people.present() };
  }

  readonly #listener: LinkListener = {
    connected: () => void this.#join(),
    lost: (reason) => {
      this.#joining = null;
      clearTimeout(this.#retry);
      const { state } = this.#connection;
      if (state === 'live') this.#connection = { state: 'reconnecting' };
      else if (state !== 'refused' && reason !== undefined) this.#connection = { state, reason };
    },
    refused: (error) => {
      this.#joining = null;
      clearTimeout(this.#retry);
      this.#connection = { state: 'refused', error };
      this.#sender.settle(false);
    },
    flowChanged: ({ flow, by, command, now, format }) => {
      this.#clock.stamped(now);
      if (this.#joining !== null && flow.version > (this.#joining.newest?.version ?? unknownVersion)) {
        this.#joining.newest = flow;
        if (format !== undefined) this.#joining.format = format;
      }
      const { version, state: before } = this.#confirmed;
      // Before the first snapshot there is nothing to follow on from.
      if (version === unknownVersion || flow.version <= version) return;
      if (format !== undefined) this.#format = format;
      this.#confirm(flow);
      if (command === 'end') this.#markEnded(by);
      else if (by !== this.#me.id) {
        const news = flowNews({ before, after: flow.state, by, command, format: this.#format }, this.nameOf);
        if (news !== null) this.#announce(news, command.endsWith('-swap') ? 'swap' : 'flow');
      }
      // Let in, or shown out: what this page may know is another.
      const watched =
        this.#me.role === 'observer' && mayWatch(before, this.#me.id) !== mayWatch(flow.state, this.#me.id);
      // Something was missed: who is here may be out of date as well.
      // And another format may have a seat for whoever had none: coming in anew takes it.
      const gap = flow.version > version + 1;
      const mayGetSeat = format !== undefined && !flow.state.seats.includes(this.#me.id);
      if ((watched || gap || mayGetSeat) && this.#joining === null) void this.#join();
    },
    presenceChanged: ({ participants }) => {
      for (const sentence of this.#people.take(participants, this.#me.id)) this.#announce(sentence, 'people');
    },
    reacted: (change) => this.#onReaction?.(change),
    sessionEnded: ({ by }) => this.#markEnded(by),
    agreementSigned: () => void (this.#signings += 1),
  };

  /** The end is told twice, as a change of the flow and as news of its own (it may come from another page); it is one. */
  #markEnded(by: string): void {
    if (this.#session.status === 'ended') return;
    this.#endedBy = by;
    this.#session = { ...this.#session, status: 'ended' };
    if (by !== this.#me.id) this.#announce(`${this.nameOf(by)} ended the session.`, 'flow');
  }

  #confirm(flow: FlowSnapshot): void {
    if (flow.version > this.#confirmed.version) this.#confirmed = flow;
  }

  /** Fetches the whole snapshot; it is the truth, unless a newer change came in while it was on its way. */
  async #join(): Promise<void> {
    clearTimeout(this.#retry);
    const joining = { newest: this.#joining?.newest ?? null, format: this.#joining?.format ?? null };
    this.#joining = joining;
    const sentAt = this.#clock.localNow();
    const answer = await this.#link.join(this.#session.id);
    if (this.#joining !== joining) return;
    this.#joining = null;
    if (!answer.ok) {
      this.#joinFailed(answer.error);
      return;
    }
    const { snapshot } = answer;
    this.#clock.measured([{ sentAt, receivedAt: this.#clock.localNow(), serverNow: snapshot.now }]);
    this.#session = snapshot.session;
    const overtaken = joining.newest !== null && joining.newest.version > snapshot.flow.version;
    this.#format = (overtaken ? joining.format : null) ?? snapshot.format;
    this.#me = snapshot.me;
    this.#confirmed =
      joining.newest !== null && joining.newest.version > snapshot.flow.version ? joining.newest : snapshot.flow;
    const back = this.#connection.state === 'reconnecting';
    const arrivals = this.#people.take(snapshot.participants, this.#me.id);
    this.#connection = { state: 'live' };
    this.#sender.settle(true);
    this.#signings += 1;
    if (back) this.#announce('You are connected again.', 'connection');
    for (const sentence of arrivals) this.#announce(sentence, 'people');
    if (this.#presence === 'away') await this.setPresence('away');
    await measureClock(this.#link, this.#clock);
  }

  #joinFailed(error: RequestFailure): void {
    if (error === 'timed-out' || error === 'not-connected') {
      this.#link.restart();
    } else if (error === 'unavailable' || error === 'too-fast') {
      this.#retry = setTimeout(() => void this.#join(), 2_000 + Math.random() * 3_000);
    } else {
      this.#connection = { state: 'refused', error };
      this.#sender.settle(false);
      this.#link.close();
    }
  }
}
