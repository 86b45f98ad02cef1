import type { Point } from '#lib/domain/board/card.ts';
import type { BoardNode } from './board-node.ts';
import type { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';
import { itemsIn, lockedSentence } from '#lib/ui/board/board-words.ts';
import { areaOf } from './canvas-view.ts';
import type { Direction, Placed } from './next-card.ts';
import { withContent } from '#lib/domain/board/frame-content.ts';
import { withGroups } from '#lib/domain/board/group-members.ts';
import { SnapLines, type SnapGuide } from './snap-lines.ts';

/** How far one key press moves a card, in board units. */
const nudgeStep = { coarse: 24, fine: 4 };

/** A dragged card jumps into line over at most so many pixels of the screen. */
const snapPixels = 6;

/** Thirty times a second, each of them is some sixty bytes for everybody. */
const mostTold = 200;

const steps: Readonly<Record<Direction, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** What a hold needs of the canvas. */
export interface HoldGround {
  nodes: BoardNode[];
  placed(): Placed[];
  /** Selects items, without what lies in the frames among them; returns what it selected. */
  selectOutermost(ids: readonly string[]): string[];
}

/**
 * Items and strokes that this person is moving: they follow the hand and nobody else, and are written once, when they are let go of.
 * What belongs together moves together: a group, and a frame with what lies in it.
 */
export class CanvasHold {
  readonly #stage: BoardStage;
  readonly #ground: HoldGround;
  /** Where each item was when it was taken up. */
  #from = $state.raw<ReadonlyMap<string, Point>>(new Map());
  /** The strokes among them, and how far they have come. */
  heldInk = $state.raw<{ ids: ReadonlySet<string>; by: Point } | null>(null);
  /** What the held items are in line with. */
  guides = $state.raw<readonly SnapGuide[]>([]);
  #by: Point = { x: 0, y: 0 };
  #lead: string | null = null;
  #dragged = $state(false);
  #copies = false;
  #lines: SnapLines | null = null;

  constructor(stage: BoardStage, ground: HoldGround) {
    this.#stage = stage;
    this.#ground = ground;
  }

  /** The items that are held, by id. */
  get held(): ReadonlyMap<string, Point> {
    return this.#from;
  }

  /** Whether a pointer, and no key, moves them. */
  get dragged(): boolean {
    return this.#dragged;
  }

  /** A hand takes items up. With `copies`, copies are left where it puts them, and they themselves stay. */
  take(ids: readonly string[], copies = false): void {
    const together = this.#withCompany(ids);
    const from = new Map<string, Point>();
    for (const node of this.#ground.nodes) if (together.has(node.id)) from.set(node.id, node.position);
    for (const { id, at } of this.#stage.board.ink.all) if (together.has(id)) from.set(id, at);
    this.#from = from;
    this.#lead = ids.find((id) => from.has(id)) ?? null;
    this.#by = { x: 0, y: 0 };
    this.#copies = copies;
    this.#lines = new SnapLines(this.#ground.placed().filter(({ id }) => !from.has(id)));
  }

  /** The canvas has moved the lead: all that is held goes along, in line with its neighbours unless that is unwanted. */
  drag(zoom: number, isFree: boolean): void {
    const lead = this.#ground.nodes.find(({ id }) => id === this.#lead);
    const start = this.#lead === null ? undefined : this.#from.get(this.#lead);
    if (lead === undefined || start === undefined) return;
    this.#dragged = true;
    let by = { x: lead.position.x - start.x, y: lead.position.y - start.y };
    const snap = isFree ? null : this.#snap(by, zoom);
    if (snap !== null) by = { x: by.x + snap.by.x, y: by.y + snap.by.y };
    const guides = snap?.guides ?? [];
    if (guides.length > 0 || this.guides.length > 0) this.guides = guides;
    this.#move(by);
  }

  /** What is held is so far from where it was: a hand has taken it by one of its strokes. */
  carry(by: Point): void {
    this.#dragged = true;
    this.#move(by);
  }

  /** Lets go, and everything is where it was. */
  putBack(): void {
    this.#move({ x: 0, y: 0 });
    this.#letGo();
  }

  /** Moves items by a step of the keyboard. They are let go of with the key. */
  nudge(ids: readonly string[], direction: Direction, fine: boolean): void {
    if (this.#stage.board.readOnly || ids.length === 0) return;
    if (this.#from.size === 0) this.take(ids);
    if (this.#from.size === 0) return this.#stage.notify(lockedSentence(this.#stage.board, ids, 'move'));
    const step = fine ? nudgeStep.fine : nudgeStep.coarse;
    this.#move({ x: this.#by.x + steps[direction].x * step, y: this.#by.y + steps[direction].y * step });
  }

  /** Lets go: one write for all that was moved. */
  drop(): void {
    if (this.#from.size === 0) return;
    const { board } = this.#stage;
    const places = this.#places();
    const by = { x: Math.round(this.#by.x), y: Math.round(this.#by.y) };
    const hasMoved = by.x !== 0 || by.y !== 0;
    const ids = Object.keys(places);
    if (this.#copies && hasMoved && ids.length > 0) {
      const copies = board.duplicate(ids, by);
      this.#letGo();
      this.#stage.announce(`${itemsIn(board, this.#ground.selectOutermost(copies))} copied`);
      return;
    }
    if (hasMoved) board.move(places);
    this.#letGo();
  }

  #letGo(): void {
    this.#from = new Map();
    this.heldInk = null;
    this.#lead = null;
    this.#dragged = false;
    this.#lines = null;
    if (this.guides.length > 0) this.guides = [];
    this.#stage.board.say({ dragging: {} });
  }

  #move(by: Point): void {
    this.#by = by;
    const ink = this.#stage.board.ink.all.filter(({ id }) => this.#from.has(id));
    if (ink.length > 0 && !this.#copies) this.heldInk = { ids: new Set(ink.map(({ id }) => id)), by };
    this.#ground.nodes = this.#ground.nodes.map((node) => {
      const start = this.#from.get(node.id);
      if (start === undefined) return node;
      const position = { x: start.x + by.x, y: start.y + by.y };
      return position.x === node.position.x && position.y === node.position.y ? node : { ...node, position };
    });
    if (!this.#copies) this.#stage.board.say({ dragging: this.#told() });
  }

  #snap(by: Point, zoom: number): ReturnType<SnapLines['snap']> | null {
    const area = areaOf(
      this.#ground.nodes.flatMap(({ id, measured }) => {
        const start = this.#from.get(id);
        const { width = 0, height = 0 } = measured ?? {};
        return start === undefined ? [] : [{ at: start, size: { width, height } }];
      }),
    );
    if (area === null || this.#lines === null) return null;
    const at = { x: area.x + by.x, y: area.y + by.y };
    return this.#lines.snap({ at, size: { width: area.width, height: area.height } }, snapPixels / zoom);
  }

  /** The items themselves, the strokes that are selected with them, the rest of their groups, and what lies in frames; without what is locked. */
  #withCompany(ids: readonly string[]): ReadonlySet<string> {
    const { board, selection, inkSelection } = this.#stage;
    const { frames, images, cards } = board;
    const isFree = (id: string): boolean => board.item(id)?.locked !== true;
    const isOfSelection = ids.some((id) => selection.includes(id) || inkSelection.includes(id));
    const named = (isOfSelection ? [...ids, ...inkSelection] : ids).filter(isFree);
    const all = { frames, images, cards, ink: board.ink.all };
    // What is locked stays, and a frame that is locked leaves its load alone.
    return new Set(withContent(all, withGroups(all, named).filter(isFree)).filter(isFree));
  }

  /** What others see moving with the hand. Of very many, the rest follows when they are let go of. */
  #told(): Record<string, Point> {
    return Object.fromEntries(Object.entries(this.#places()).slice(0, mostTold));
  }

  /** Where the hand has them: frames first, which lie first among the nodes. */
  #places(): Record<string, Point> {
    const { x, y } = this.#by;
    return Object.fromEntries(
      [...this.#from].map(([id, from]) => [id, { x: Math.round(from.x + x), y: Math.round(from.y + y) }]),
    );
  }
}
