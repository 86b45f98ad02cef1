import { frameAt } from '#lib/domain/board/frame-at.ts';
import { tick, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Card, CardKind, Frame, Point } from '#lib/domain/board/card.ts';
import type { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';
import { kindNames } from '#lib/ui/board/board-words.ts';
import { neighbourIn, spotIn, swapped, zoneBeside } from './outline-moves.ts';
import { nearestLeft, outlineOf, zoneTitle, type OutlineZone, type Standing } from './outline.ts';

/** The outline as one works in it: the list, where one is in it, and that the focus is never lost from it. */
export class OutlineDesk {
  readonly stage: BoardStage;
  readonly #root: () => HTMLElement | undefined;
  /** The card that one was at last. */
  #current = $state<string | null>(null);
  /** While somebody writes, or fills in details, the list does not move under them. */
  readonly #held = new SvelteMap<string, Standing>();
  readonly #zones = $derived.by(() => outlineOf(this.stage.board, { empty: this.stage.canWrite, held: this.#held }));
  readonly #order = $derived.by(() => this.#zones.flatMap(({ cards }) => cards.map(({ id }) => id)));
  #before: readonly string[] = [];
  #linkWish: string | null = null;
  /** Whose details are on screen: drawn anew elsewhere in the list, they are not opened anew. */
  #shown: string | null = null;

  /** Only while a component is set up, since it follows the board. `root` is the element around the list. */
  constructor(stage: BoardStage, root: () => HTMLElement | undefined) {
    this.stage = stage;
    this.#root = root;
    const isBusy = $derived(stage.writing !== null || stage.details !== null);
    $effect.pre(() => {
      const hold = isBusy;
      untrack(() => this.#hold(hold));
    });
    $effect.pre(() => {
      if (stage.details === null) this.#shown = null;
    });
    $effect.pre(() => {
      const order = this.#order;
      untrack(() => this.#keepFocus(order));
    });
  }

  get zones(): readonly OutlineZone[] {
    return this.#zones;
  }

  /** The card that Tab comes to. */
  get tabStop(): string | null {
    return this.#current !== null && this.#order.includes(this.#current) ? this.#current : (this.#order[0] ?? null);
  }

  titleOf(frame: Frame | null): string {
    return zoneTitle(frame, this.stage.turnNames);
  }

  /** One is at this card now; the others see it marked. */
  visit(id: string): void {
    if (this.#current === id && this.stage.selected === id) return;
    this.#current = id;
    this.stage.selection = [id];
    this.stage.board.say({ selection: [id] });
  }

  /** Brings a card into sight, and leaves the focus where it is. */
  show(id: string): void {
    this.#element(id)?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  /** Brings the focus to a card, once it is there. */
  async focusCard(id: string): Promise<void> {
    this.#current = id;
    await tick();
    this.#element(id)?.focus();
  }

  /** Holds the focus at a card until the editor of its text has opened and takes it. */
  async awaitEditor(id: string): Promise<void> {
    this.#current = id;
    await tick();
    if (document.activeElement?.closest('.cm-editor') == null) this.#element(id)?.focus();
  }

  /** Brings the focus to where one was, or else to the head of the outline. */
  async focusList(): Promise<void> {
    await tick();
    const card = this.#current === null || this.tabStop === null ? null : this.#element(this.tabStop);
    if (card === null) await this.focusHead();
    else card.focus();
  }

  async focusHead(): Promise<void> {
    await tick();
    this.#root()?.querySelector<HTMLElement>('[data-head]')?.focus();
  }

  go(from: string, to: 'next' | 'previous' | 'first' | 'last'): void {
    const order = this.#order;
    const index = order.indexOf(from);
    const places = { next: index + 1, previous: index - 1, first: 0, last: order.length - 1 };
    const card = order[places[to]];
    if (card !== undefined) void this.focusCard(card);
  }

  add(kind: CardKind, frame: Frame | null): void {
    this.stage.add(kind, { at: this.#roomIn(frame) });
  }

  /** Adds a card to the zone that another one lies in. */
  addBeside(kind: CardKind, id: string): void {
    const card = this.stage.board.card(id);
    if (card !== null) this.add(kind, frameAt(this.stage.board.frames, card.at));
  }

  /** Whether a card can go up or down among its kind in its zone. */
  canMove(id: string, direction: 'up' | 'down'): boolean {
    const zone = this.#zoneOf(id);
    const other = zone === undefined ? null : neighbourIn(zone, id, direction);
    return other !== null && !other.locked && this.stage.board.card(id)?.locked === false;
  }

  /** Changes places with the neighbour of the same kind. */
  move(card: Card, direction: 'up' | 'down'): void {
    const zone = this.#zoneOf(card.id);
    const other = zone === undefined ? null : neighbourIn(zone, card.id, direction);
    if (zone === undefined || other === null) {
      this.stage.announce(
        `This is the ${direction === 'up' ? 'first' : 'last'} ${kindNames[card.kind].toLowerCase()} here`,
      );
      return;
    }
    if (card.locked || other.locked) {
      this.stage.announce('A locked card stays where it is');
      return;
    }
    this.#letMove([card.id, other.id]);
    this.stage.board.move(swapped(card, other, direction));
    this.stage.announce(direction === 'up' ? 'Moved up' : 'Moved down');
  }

  /** Puts a card on a free spot of another zone; null: beside the zones. */
  moveTo(card: Card, frame: Frame | null): void {
    if (card.locked) {
      this.stage.announce('A locked card stays where it is');
      return;
    }
    this.#letMove([card.id]);
    this.stage.board.move({ [card.id]: this.#roomIn(frame, card.id) });
    this.stage.announce(`Moved to ${this.titleOf(frame)}`);
  }

  moveBeside(card: Card, direction: 'before' | 'after'): void {
    const zone = zoneBeside(this.stage.board, card, direction);
    if (zone === undefined) this.stage.announce(`This is the ${direction === 'before' ? 'first' : 'last'} zone`);
    else this.moveTo(card, zone);
  }

  remove(card: Card): void {
    if (card.locked) this.stage.announce('This card is locked. Unlock it to delete it');
    else this.stage.remove([card.id]);
  }

  /** Opens a card's details at the choice of another card to link it to. */
  chooseLink(id: string): void {
    this.#linkWish = id;
    this.stage.openDetails(id);
  }

  /** Where in a card's details the focus goes as they appear; null: they were open before, and it is brought back. */
  beginDetails(id: string): 'panel' | 'links' | null {
    const isNew = this.#shown !== id;
    const wish = this.#linkWish;
    this.#linkWish = null;
    this.#shown = id;
    if (!isNew) return null;
    return wish === id ? 'links' : 'panel';
  }

  /** A free spot in a zone, which grows when it is full. */
  #roomIn(frame: Frame | null, id: string | null = null): Point {
    const { board } = this.stage;
    const { at, bottom } = spotIn(board, frame, id);
    if (frame !== null && bottom !== null) board.makeRoom(frame.id, bottom);
    return at;
  }

  #zoneOf(id: string): OutlineZone | undefined {
    return this.#zones.find(({ cards }) => cards.some((card) => card.id === id));
  }

  #element(id: string): HTMLElement | null {
    return this.#root()?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`) ?? null;
  }

  #hold(isBusy: boolean): void {
    if (!isBusy) this.#held.clear();
    else if (this.#held.size === 0) {
      for (const { id, at, kind } of this.stage.board.cards) this.#held.set(id, { at, kind });
    }
  }

  /** What one moves oneself moves at once. */
  #letMove(ids: readonly string[]): void {
    for (const id of ids) this.#held.delete(id);
  }

  /** Before the list changes on screen: notes where the focus is, and brings it back should the change take it away. */
  #keepFocus(order: readonly string[]): void {
    const before = this.#before;
    this.#before = order;
    const focused = document.activeElement;
    const at = focused?.closest<HTMLElement>('[data-card]')?.dataset['card'];
    if (this.#current !== null && !order.includes(this.#current)) {
      this.#current = nearestLeft(before, order, this.#current);
    }
    if (at === undefined || this.#root()?.contains(focused) !== true) return;
    const part =
      focused instanceof HTMLElement ? focused.closest<HTMLElement>('[data-part]')?.dataset['part'] : undefined;
    const isGone = !order.includes(at);
    void this.#restore(isGone ? this.#current : at, isGone ? undefined : part);
  }

  async #restore(id: string | null, part: string | undefined): Promise<void> {
    await tick();
    const focused = document.activeElement;
    if (focused !== null && focused !== document.body) return;
    if (id === null) return this.focusList();
    const card = this.#element(id);
    const target = part === undefined ? card : (card?.querySelector<HTMLElement>(`[data-part="${part}"]`) ?? card);
    target?.focus();
  }
}
