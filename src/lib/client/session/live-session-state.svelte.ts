import { agreementOn } from '#lib/domain/agreement.ts';
import type { Card } from '#lib/domain/board/card.ts';
import type { FlowCommand } from '#lib/domain/flow/flow.ts';
import { watchClockJumps } from './clock-jumps.ts';
import { ServerClock } from './clock.svelte.ts';
import { LateArrival } from './late-arrival.svelte.ts';
import { createLateLink } from './late-link.ts';
import type { PrivateDesk } from '#lib/client/private/private-desk.svelte.ts';
import type { Terms } from './session-agreement.svelte.ts';
import { SessionBoard } from './session-board.svelte.ts';
import { SessionClient, type SessionStart } from './session-client.svelte.ts';
import { SessionDesk } from './session-desk.svelte.ts';
import { SessionLead } from './session-lead.svelte.ts';
import { News } from './session-news-line.svelte.ts';
import { watchPresence } from './session-presence.ts';
import { failureSentence } from './session-sentences.ts';
import { SessionSigns } from './session-signs.svelte.ts';
import { SessionView } from './session-view.svelte.ts';
import { yieldsOf, type YieldView } from './session-yields.ts';

/** What the page of a live session is made of, for as long as it lives: its two connections and all that follows them. */
export class LiveSessionState {
  readonly news = new News();
  readonly board = new SessionBoard();
  readonly #link = createLateLink();
  readonly client: SessionClient;
  readonly view: SessionView;
  readonly leading: SessionLead;
  readonly signs: SessionSigns;
  readonly privacy: SessionDesk;
  readonly arrival: LateArrival;
  /** What the step is to leave on the board, and what of it is there. */
  readonly yields = $derived.by<YieldView[]>(() =>
    this.view.planned === null ? [] : yieldsOf(this.view.planned, this.board.contents, this.view.nameOf),
  );
  /** Open actions that earlier sessions left on the board. */
  readonly promises = $derived.by<Card[]>(() =>
    this.board.contents.cards.filter(
      ({ carriedFrom, kind, status }) => carriedFrom !== null && kind === 'action' && status === 'open',
    ),
  );
  /** What a step that is signed asks to be signed, as the board says it. */
  readonly terms = $derived.by<Terms>(() => ({
    text: agreementOn(this.board.contents.cards, this.view.format),
    saved: this.board.status.waiting === 0,
    signings: this.client.signings,
  }));

  /** `now`: the server's time when it made the page, in milliseconds since 1970. `loadDesk` brings the code of private writing. */
  constructor(start: SessionStart, now: number, loadDesk: () => Promise<{ PrivateDesk: typeof PrivateDesk }>) {
    const clock = new ServerClock(now);
    this.signs = new SessionSigns(this.#link, (sentence) => this.leading.say(sentence));
    const client = new SessionClient(start, {
      link: this.#link,
      clock,
      announce: this.news.add,
      onReaction: this.signs.heard,
    });
    const view = new SessionView(client, clock);
    const { board } = this;
    this.client = client;
    this.view = view;
    this.leading = new SessionLead(client, view, this.news);
    this.arrival = new LateArrival(client, view, board);
    const around = {
      get flow() {
        // What the server has confirmed: a seal is broken when it is broken for all.
        return client.confirmed;
      },
      get format() {
        return client.format;
      },
      get planned() {
        return view.planned;
      },
      get board() {
        return board.client;
      },
      get status() {
        return board.status;
      },
      lead: (command: FlowCommand) => void client.send(command),
    };
    this.privacy = new SessionDesk(client.session.id, client.me.id, around, loadDesk);
  }

  /** Connects the page to its session; the board is opened apart from it. Only in a browser. Returns what ends it all. */
  open(): () => void {
    const { client } = this;
    client.open();
    const stopWatching = watchPresence(document, {
      onPresence: (state) => void client.setPresence(state),
      onWake: () => void client.wake(),
    });
    const stopWatchingClock = watchClockJumps(() => void client.wake());
    return () => {
      stopWatching();
      stopWatchingClock();
      this.leading.close();
      this.privacy.close();
      this.news.stop();
      this.signs.close();
      this.board.close();
      client.close();
    };
  }

  /** Opens the board with the rights of now. Returns what closes it. */
  openBoard(): () => void {
    const { client, view, board } = this;
    board.open({ session: client.session.id, me: view.myself, readOnly: view.readOnly });
    return () => board.close();
  }

  /** Puts an observer's note on the board. Returns why it came to nothing; null when it did not. */
  async note(text: string): Promise<string | null> {
    const answer = await this.#link.note({ text });
    return answer.ok ? null : failureSentence(answer.error);
  }
}
