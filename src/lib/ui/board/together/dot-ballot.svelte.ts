import type { BoardModel } from '#lib/client/board/board-model.ts';
import { forgetDots, keepDots, keptDots, type OwnDots } from '#lib/client/board/kept-dots.ts';
import { isRevealed, roundCardLimit, type DotRound } from '#lib/domain/board/dot-round.ts';

interface BallotStage {
  readonly board: BoardModel;
  readonly me: string | null;
  readonly canWrite: boolean;
  /** Those at the board who may write, oneself included. */
  readonly present: readonly string[];
  announce: (text: string) => void;
}

/**
 * One's own part in choosing with dots. Until all have finished, one's dots are in this browser and nowhere else (see
 * `DotRound`); then this page puts them on the cards, as one step that one can undo.
 */
export class DotBallot {
  readonly #stage: BallotStage;
  #own = $state.raw<{ round: string; dots: OwnDots } | null>(null);
  /** Rounds that this page has seen under way: only their end is news. */
  #seen = $state<string | null>(null);
  #closed = $state<string | null>(null);
  /** Cards for which a round is being prepared. */
  preparing = $state.raw<readonly string[] | null>(null);

  constructor(stage: BallotStage) {
    this.#stage = stage;
  }

  /** The round under way; null while there is none. */
  get round(): DotRound | null {
    const { round } = this.#stage.board;
    return round === null || isRevealed(round) ? null : round;
  }

  /** The round that has just ended in front of one's eyes, until one closes it. */
  get result(): DotRound | null {
    const { round } = this.#stage.board;
    if (round === null || !isRevealed(round)) return null;
    return round.id === this.#seen && round.id !== this.#closed ? round : null;
  }

  /** Whether one takes part and has dots to place or take back. */
  get isOpen(): boolean {
    const { round } = this;
    const { me, canWrite } = this.#stage;
    return round !== null && me !== null && canWrite && round.people.includes(me) && !round.done.includes(me);
  }

  /** Whether one can put dots on this card. */
  covers(card: string): boolean {
    return this.isOpen && this.round?.cards.includes(card) === true;
  }

  /** One's own dots on a card, while nobody else sees them. */
  count(card: string): number {
    return this.#dots[card] ?? 0;
  }

  get left(): number {
    const { round } = this;
    return round === null ? 0 : round.dots - Object.values(this.#dots).reduce((sum, count) => sum + count, 0);
  }

  /** Begins a round over cards that are there. */
  start(cards: readonly string[], dots: number): void {
    const { board, present } = this.#stage;
    const there = cards.filter((id) => board.card(id) !== null).slice(0, roundCardLimit);
    this.preparing = null;
    if (there.length > 0) board.startRound({ cards: there, dots, people: [...present] });
  }

  put(card: string): void {
    if (!this.covers(card)) return;
    if (this.left === 0) this.#stage.announce('You have no dots left. Take one back first');
    else this.#set(card, 1);
  }

  take(card: string): void {
    if (this.covers(card) && this.count(card) > 0) this.#set(card, -1);
  }

  /** One's choice stands. */
  finish(): void {
    const { round } = this;
    if (round === null || !this.isOpen) return;
    this.#keep(round.id, this.#dots);
    this.#stage.board.finishDots(round.id);
  }

  drop(): void {
    if (this.round !== null) this.#stage.board.dropRound(this.round.id);
  }

  close(): void {
    this.#closed = this.result?.id ?? null;
  }

  /** To be called whenever the round, or what may be written, has changed. */
  tend(): void {
    const { board, me, canWrite } = this.#stage;
    const { round } = board;
    if (round === null || me === null) {
      this.#own = null;
      return;
    }
    if (this.#own?.round !== round.id) {
      const kept = keptDots(me, round.id);
      this.#own = kept === null ? null : { round: round.id, dots: kept };
    }
    if (!isRevealed(round)) {
      this.#seen = round.id;
    } else if (canWrite && this.#own !== null && round.people.includes(me)) {
      board.showDots(round, this.#own.dots);
      this.#own = null;
      forgetDots(me, round.id);
    }
  }

  get #dots(): OwnDots {
    return this.#own !== null && this.#own.round === this.round?.id ? this.#own.dots : {};
  }

  #set(card: string, by: 1 | -1): void {
    const { round } = this;
    if (round === null) return;
    const count = this.count(card) + by;
    this.#keep(round.id, { ...this.#dots, [card]: count });
    this.#stage.announce(`${dotWords(count)} of yours here, ${String(this.left)} left`);
  }

  #keep(round: string, dots: OwnDots): void {
    this.#own = { round, dots };
    if (this.#stage.me !== null) keepDots(this.#stage.me, round, dots);
  }
}

export const dotWords = (count: number): string => (count === 1 ? 'One dot' : `${String(count)} dots`);
