import { createContext } from 'svelte';
import type { BoardModel } from '#lib/client/board/board-model.ts';
import type { BoardItem } from '#lib/domain/board/board-item.ts';
import type { Card, CardKind, Point, Size } from '#lib/domain/board/card.ts';
import type { Person } from '#lib/domain/person.ts';
import type { BoardCall } from '#lib/protocol/awareness.ts';
import { itemsIn, lockedSentence } from './board-words.ts';
import type { BoardViewChoice } from './board-view-choice.svelte.ts';
import { DotBallot } from './together/dot-ballot.svelte.ts';
import type { SessionDeeds, StageSources } from './stage-sources.ts';
import { StageVoice } from './news/stage-voice.svelte.ts';
import { Together } from './together/together.svelte.ts';

/** A link being drawn: from a card to the pointer, or to the card that would be its end. */
export interface Linking {
  from: string;
  to: string | null;
  pointer: Point | null;
}

/** Brings the focus of the keyboard to a part of the board. */
export interface StageFocus {
  /** Or a picture. */
  card(id: string): void;
  /** The view itself: the canvas, or the outline near where one was. */
  canvas(): void;
  /** Where one was asked to come and look. */
  place(call: BoardCall): void;
}

/** What one person is doing on the board right now: nothing of it is stored or shared. */
export class BoardStage extends StageVoice {
  readonly #sources: StageSources;
  /** Selected items and links, as the canvas has them. */
  selection = $state.raw<readonly string[]>([]);
  selectedLinks = $state.raw<readonly string[]>([]);
  /** Selected strokes. */
  inkSelection = $state.raw<readonly string[]>([]);
  /** The card whose text is open. */
  writing = $state<string | null>(null);
  /** The text that one wrote in was closed from outside: whoever types on means that text, and no shortcut. */
  interrupted = $state(false);
  /** Keys pressed before the editor was there. */
  typedAhead = '';
  /** The card whose details are open. */
  details = $state<string | null>(null);
  linking = $state.raw<Linking | null>(null);
  resizing = $state.raw<{ id: string; size: Size } | null>(null);
  /** A spot on the canvas for which a kind is being chosen. */
  choosing = $state.raw<Point | null>(null);
  /** What lies over the whole page. */
  open = $state<'help' | 'palette' | null>(null);
  /** The card that one wrote in or had open when somebody else deleted it, as it last was. */
  lost = $state.raw<Card | null>(null);
  #fresh: string | null = null;
  #arrival: { card: string | null } | null = null;
  focusOn: StageFocus = { card: () => undefined, canvas: () => undefined, place: () => undefined };
  readonly together: Together = new Together(this);
  readonly ballot: DotBallot = new DotBallot(this);

  constructor(sources: StageSources) {
    super();
    this.#sources = sources;
  }

  get board(): BoardModel {
    return this.#sources.board;
  }
  get people(): readonly Person[] {
    return this.#sources.people;
  }
  get me(): string | null {
    return this.#sources.me;
  }
  get focus(): StageSources['focus'] {
    return this.#sources.focus;
  }
  get turnNames(): readonly (string | null)[] {
    return this.#sources.turnNames;
  }
  get proposedKind(): CardKind | null {
    return this.#sources.proposedKind;
  }
  get session(): SessionDeeds | null {
    return this.#sources.session;
  }
  get room(): string | null {
    return this.#sources.room;
  }
  get canWrite(): boolean {
    return this.board.ready && !this.board.readOnly;
  }

  /** Those at the board who may write, oneself included. */
  get present(): readonly string[] {
    const { writers = [] } = this.#sources;
    const here = new Set([this.me, ...this.together.others.map(({ id }) => id)]);
    return writers.filter((id) => here.has(id));
  }

  /** The hue of whoever shows a card to all. */
  get lightHue(): number {
    const { light } = this.together;
    return light?.by?.hue ?? this.people.find(({ id }) => id === this.me)?.hue ?? 1;
  }

  /** Shows the selected card to all, or ends what is shown when it is that card, or none is selected. */
  toggleLight(): void {
    const { selected, together } = this;
    if (selected === null || together.light?.card === selected) together.endLight();
    else together.show(selected);
  }

  /** Offers a round of dots over the selected cards; over those of the current step when there are not several. */
  prepareDots(): void {
    const { cards } = this.board;
    const { step } = this.focus;
    const selected = this.selection.filter((id) => this.board.card(id) !== null);
    const ofStep = cards.filter((card) => card.step === step);
    const chosen = selected.length > 1 ? selected : (ofStep.length > 1 ? ofStep : cards).map(({ id }) => id);
    this.ballot.preparing = [...chosen];
  }

  get view(): BoardViewChoice {
    return this.#sources.view;
  }

  get outlineOpen(): boolean {
    return this.view.outline;
  }
  /** Goes to the other view; the focus comes along, to the card where it was. */
  set outlineOpen(open: boolean) {
    if (open === this.outlineOpen) return;
    this.#arrival = { card: this.writing ?? this.details ?? this.selected };
    this.writing = null;
    this.details = null;
    this.linking = null;
    this.choosing = null;
    this.selection = [];
    this.selectedLinks = [];
    this.inkSelection = [];
    this.view.choose(open);
  }

  /** For a view that has opened: takes the focus to where it was in the other one, if it comes from there. Returns whether it does. */
  arrive(): boolean {
    const arrival = this.#arrival;
    this.#arrival = null;
    if (arrival === null) return false;
    if (arrival.card !== null && this.board.card(arrival.card) !== null) this.focusOn.card(arrival.card);
    else this.focusOn.canvas();
    return true;
  }

  /** All that is selected, items and strokes. */
  get chosen(): readonly string[] {
    return this.inkSelection.length === 0 ? this.selection : [...this.selection, ...this.inkSelection];
  }

  /** The one selected item, if it is one. */
  get alone(): BoardItem | null {
    const [id] = this.selection;
    return this.selection.length === 1 && id !== undefined ? this.board.item(id) : null;
  }

  /** The one selected card, if it is one and a card. */
  get selected(): string | null {
    return this.alone?.type === 'card' ? this.alone.id : null;
  }

  /** Adds a card and opens its text. */
  add(kind: CardKind, spot: { at?: Point; near?: Point } = {}): string | null {
    const id = this.board.add({ kind, ...spot });
    this.choosing = null;
    if (id !== null) this.begin(id);
    return id;
  }

  /** Opens the text of a card that has only just been made. */
  begin(id: string): void {
    this.#fresh = id;
    this.write(id);
  }

  write(id: string, typed = ''): void {
    if (!this.canWrite) return;
    this.lost = null;
    this.typedAhead = typed;
    this.linking = null;
    this.details = null;
    this.writing = id;
  }

  /** Closes the text. A card that was only just made and got no word goes away again. */
  stopWriting(id: string, back: 'to-card' | 'elsewhere'): void {
    if (this.writing !== id) return;
    this.writing = null;
    if (this.board.card(id) === null) {
      this.#missCard(id);
      return;
    }
    const isEmpty = (this.board.card(id)?.text ?? '').trim() === '';
    const isFresh = this.#fresh === id;
    this.#fresh = null;
    if (isFresh && isEmpty && back === 'to-card') {
      this.board.remove([id]);
      this.focusOn.canvas();
    } else if (back === 'to-card') {
      this.focusOn.card(id);
    }
  }

  /** A peer may delete what is open here, or end the session: lets go of it. */
  letGoOfMissing(): void {
    const { board } = this;
    // Nobody should go on writing what can no longer be stored.
    if (this.writing !== null && !this.canWrite) {
      this.interrupted = true;
      this.stopWriting(this.writing, 'to-card');
    }
    if (!this.canWrite) this.choosing = null;
    if (this.linking !== null && (!this.canWrite || board.card(this.linking.from) === null)) this.linking = null;
    if (this.writing !== null && board.card(this.writing) === null) this.stopWriting(this.writing, 'elsewhere');
    const { details } = this;
    if (details !== null && board.card(details) === null) {
      this.details = null;
      this.#missCard(details);
    }
    // Put back from here, or by whoever deleted it and thought better of it.
    if (this.lost !== null && board.card(this.lost.id) !== null) this.closeLost();
  }

  /** What is typed on goes nowhere: the sentence about the lost card takes the focus, and its keys. */
  #missCard(id: string): void {
    this.lost = this.board.gone(id);
    if (this.lost === null) this.focusOn.canvas();
  }

  /** Puts the lost card back on the board, with the words it had. */
  putBackLost(): void {
    if (this.lost !== null) this.board.putBack(this.lost.id);
  }

  closeLost(): void {
    const { lost } = this;
    this.lost = null;
    if (lost === null) return;
    if (this.board.card(lost.id) === null) this.focusOn.canvas();
    else this.focusOn.card(lost.id);
  }

  openDetails(id: string): void {
    this.writing = null;
    this.details = id;
  }

  closeDetails(): void {
    const id = this.details;
    this.details = null;
    if (id !== null) this.focusOn.card(id);
  }

  /** Ends the link that is being drawn at this card. */
  finishLink(to: string): void {
    const from = this.linking?.from ?? null;
    this.linking = null;
    if (from === null || from === to) return;
    if (this.board.card(to) === null) {
      // Somebody deleted it while its arrow was drawn.
      this.notify('The card to link to was deleted just now, so no link was drawn.');
    } else {
      this.board.link(from, to);
      this.announce('Linked');
    }
    this.focusOn.card(from);
  }

  remove(ids: readonly string[]): void {
    if (!this.canWrite || ids.length === 0) return;
    const free = ids.filter((id) => this.board.item(id)?.locked !== true);
    const locked = ids.filter((id) => !free.includes(id));
    if (locked.length > 0) this.notify(lockedSentence(this.board, locked, 'delete'));
    if (free.length === 0) return;
    const what = itemsIn(this.board, free);
    this.board.remove(free);
    if (this.details !== null && free.includes(this.details)) this.details = null;
    this.announce(what === 'Frame' ? 'Frame removed. What lies in it stays where it is.' : `${what} deleted`);
  }
}

export const [useStage, provideStage] = createContext<BoardStage>();
