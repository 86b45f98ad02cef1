import type { Rect } from '@xyflow/svelte';
import { untrack } from 'svelte';
import type { Size } from '#lib/domain/board/card.ts';
import { outermost } from '#lib/domain/board/frame-content.ts';
import { newCardSize } from '#lib/domain/board/zones.ts';
import type { BoardNode, LinkEdge } from './board-node.ts';
import { boardEdges, boardNodes } from './board-nodes.ts';
import type { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';
import { CanvasHold } from './canvas-hold.svelte.ts';
import type { CanvasMode } from './canvas-mode.svelte.ts';
import { CardGrid } from './card-grid.ts';
import { nextCard, type Direction, type Placed } from './next-card.ts';
import { isItem, liesIn, withHidden } from './nodes-in-page.ts';

/** So long after the last change it is looked anew where cards lie. */
const surveyAfterMs = 150;

/** The nodes and edges that the canvas works on, kept in step with the board's model, and what is selected and held. */
export class CanvasState {
  readonly #stage: BoardStage;
  nodes = $state.raw<BoardNode[]>([]);
  edges = $state.raw<LinkEdge[]>([]);
  readonly hold: CanvasHold;
  /**
   * Hides those that are not to be in the page: before the first look all of them, then what that did not show, until
   * `ItemsInPage` takes over.
   */
  inPage = $state.raw<((nodes: readonly BoardNode[]) => readonly BoardNode[]) | null>((nodes) => {
    const seen = this.#firstSeen;
    return withHidden(
      nodes,
      (node) => isItem(node) && node.selected !== true && (seen === null || !liesIn(node, seen)),
    );
  });
  #firstSeen = $state.raw<Rect | null>(null);
  readonly #mode: CanvasMode;
  /** Groups of which something is selected. */
  readonly groups = $derived.by(() => {
    const { chosen, board } = this.#stage;
    return new Set(chosen.flatMap((id) => board.item(id)?.group ?? []));
  });
  readonly #lit = $derived.by(() => this.#stage.together.light?.card ?? null);
  #tabStop = $state<string | null>(null);
  /** Where cards lie when nobody moves them: what links go round. */
  ground = $state.raw(new CardGrid([]));
  #groundTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(stage: BoardStage, mode: CanvasMode) {
    this.#stage = stage;
    this.#mode = mode;
    this.hold = new CanvasHold(stage, this);
  }

  /** Brings nodes and edges up to date with the model; wakes with it when run inside an effect. */
  follow(nodes: readonly BoardNode[], edges: readonly LinkEdge[]): void {
    const { board } = this.#stage;
    const isThere = this.#tabStop !== null && board.item(this.#tabStop) !== null;
    const tabStop = isThere ? this.#tabStop : ((board.cards[0] ?? board.images[0])?.id ?? null);
    const all = boardNodes(nodes, {
      cards: board.cards,
      frames: board.frames,
      images: board.images,
      drags: board.drags,
      held: this.hold.held,
      tabStop,
      readOnly: board.readOnly,
      foundSet: this.#mode.foundSet,
      current: this.#mode.current,
      lit: this.#lit,
      groups: this.groups,
    });
    const next = this.inPage?.(all) ?? all;
    if (next !== nodes) this.nodes = [...next];
    const nextEdges = boardEdges(edges, board.links);
    if (nextEdges !== edges) this.edges = [...nextEdges];
    this.#surveyLater();
  }

  /** The first look is at this area, in board units: what lies there comes into the page. */
  open(seen: Rect): void {
    this.#firstSeen = seen;
  }

  /** Brings some of what is hidden into the page. */
  show(isMeant: (node: BoardNode) => boolean): void {
    const next = withHidden(this.nodes, (node) => node.hidden === true && !isMeant(node));
    if (next === this.nodes) return;
    this.nodes = [...next];
    this.#surveyLater();
  }

  /** Everything is in the page from now on, which is slower. */
  showAll(): void {
    this.inPage = null;
    this.show(() => true);
  }

  /** All cards and pictures with where and how large they are on screen now. */
  placed(): Placed[] {
    return this.nodes.flatMap((node) => (node.type === 'card' || node.type === 'image' ? [placedNode(node)] : []));
  }

  placedCards(): Placed[] {
    return this.nodes.flatMap((node) => (node.type === 'card' ? [placedNode(node)] : []));
  }

  /** Some items, frames among them. */
  placedItems(ids: readonly string[]): Placed[] {
    const wanted = new Set(ids);
    return this.nodes.flatMap((node) => (wanted.has(node.id) ? [placedNode(node)] : []));
  }

  placedItem(id: string): Placed | null {
    const node = this.nodes.find((candidate) => candidate.id === id);
    return node === undefined ? null : placedNode(node);
  }

  /** The card or picture that way from what was selected last, be that a frame; the first one when nothing is. */
  neighbour(direction: Direction): string | null {
    const from = this.#stage.selection.at(-1);
    const start = from === undefined ? null : this.placedItem(from);
    if (start === null) return (this.placedCards()[0] ?? this.placed()[0])?.id ?? null;
    const others = this.placed().filter(({ id }) => id !== start.id);
    return nextCard([...others, start], start.id, direction);
  }

  sizeOf(id: string): Size | null {
    const { width, height } = this.nodes.find((node) => node.id === id)?.measured ?? {};
    return width === undefined || height === undefined ? null : { width, height };
  }

  /** Selects these items and strokes, and nothing else. */
  select(ids: readonly string[]): void {
    const wanted = new Set(ids);
    const ink = untrack(() => this.#stage.board.ink.all.filter(({ id }) => wanted.has(id)).map(({ id }) => id));
    if (ink.length + untrack(() => this.#stage.inkSelection.length) > 0) this.#stage.inkSelection = ink;
    // Cards that were only just made become nodes now, and not in a moment.
    untrack(() => this.follow(this.nodes, this.edges));
    const marked = this.nodes.map((node) => {
      const selected = wanted.has(node.id);
      // What is selected alone is in the page at once, to take the focus.
      if (selected && wanted.size === 1) return { ...node, selected, hidden: false };
      return (node.selected ?? false) === selected ? node : { ...node, selected };
    });
    this.nodes = untrack(() => [...(this.inPage?.(marked) ?? marked)]);
    if (this.edges.some((edge) => edge.selected)) this.edges = this.edges.map((edge) => ({ ...edge, selected: false }));
  }

  /** Selects these frames, and no others; everything else stays as it is. */
  markFrames(ids: ReadonlySet<string>): void {
    const isRight = (node: BoardNode): boolean =>
      node.type !== 'frame' || (node.selected ?? false) === ids.has(node.id);
    if (this.nodes.every(isRight)) return;
    this.nodes = this.nodes.map((node) => (isRight(node) ? node : { ...node, selected: ids.has(node.id) }));
  }

  /** Selects items, without what lies in the frames among them; returns what it selected. */
  selectOutermost(ids: readonly string[]): string[] {
    const { frames, images, cards, ink } = this.#stage.board;
    const outer = outermost({ frames, images, cards, ink: ink.all }, ids);
    this.select(outer);
    return outer;
  }

  /** The card or picture that Tab comes back to. */
  setTabStop(id: string): void {
    this.#tabStop = id;
  }

  destroy(): void {
    clearTimeout(this.#groundTimer);
  }

  /** Cards are measured after they are on screen, and what somebody drags has no place yet. */
  #surveyLater(): void {
    clearTimeout(this.#groundTimer);
    this.#groundTimer = setTimeout(() => (this.ground = new CardGrid(this.placedCards())), surveyAfterMs);
  }
}

function placedNode(node: BoardNode): Placed {
  const { width = newCardSize.width, height = newCardSize.height } = node.measured ?? {};
  return { id: node.id, at: node.position, size: { width, height } };
}
