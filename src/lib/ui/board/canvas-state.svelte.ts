import type { Point, Size } from '#lib/domain/card.ts';
import { newCardSize } from '#lib/domain/zones.ts';
import { boardEdges, boardNodes, type BoardNode, type LinkEdge } from './board-nodes.ts';
import type { BoardStage } from './board-stage.svelte.ts';
import type { Direction, Placed } from './next-card.ts';

/** How far one key press moves a card, in board units. */
const nudgeStep = { coarse: 24, fine: 4 };

const steps: Readonly<Record<Direction, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** The nodes and edges that the canvas works on, kept in step with the board's model, and what is selected and held. */
export class CanvasState {
  readonly #stage: BoardStage;
  nodes = $state.raw<BoardNode[]>([]);
  edges = $state.raw<LinkEdge[]>([]);
  /** Cards that this person is moving. */
  #held = $state.raw<readonly string[]>([]);
  #tabStop = $state<string | null>(null);

  constructor(stage: BoardStage) {
    this.#stage = stage;
  }

  /** Brings nodes and edges up to date with the model; wakes with it when run inside an effect. */
  follow(nodes: readonly BoardNode[], edges: readonly LinkEdge[]): void {
    const { board } = this.#stage;
    const tabStop =
      this.#tabStop !== null && board.card(this.#tabStop) !== null ? this.#tabStop : (board.cards[0]?.id ?? null);
    const next = boardNodes(nodes, {
      cards: board.cards,
      frames: board.frames,
      drags: board.drags,
      held: this.#held,
      tabStop,
      readOnly: board.readOnly,
    });
    if (next !== nodes) this.nodes = [...next];
    const nextEdges = boardEdges(edges, board.links);
    if (nextEdges !== edges) this.edges = [...nextEdges];
  }

  /** All cards with where and how large they are on screen now. */
  placed(): Placed[] {
    return this.nodes.flatMap((node) => (node.type === 'card' ? [placedNode(node)] : []));
  }

  placedCard(id: string): Placed | null {
    const node = this.nodes.find((candidate) => candidate.id === id);
    return node === undefined ? null : placedNode(node);
  }

  sizeOf(id: string): Size | null {
    const { width, height } = this.nodes.find((node) => node.id === id)?.measured ?? {};
    return width === undefined || height === undefined ? null : { width, height };
  }

  select(ids: readonly string[]): void {
    this.nodes = this.nodes.map((node) => {
      const selected = ids.includes(node.id);
      return (node.selected ?? false) === selected ? node : { ...node, selected };
    });
    if (this.edges.some((edge) => edge.selected)) this.edges = this.edges.map((edge) => ({ ...edge, selected: false }));
  }

  /** The card that Tab comes back to. */
  setTabStop(id: string): void {
    this.#tabStop = id;
  }

  /** A hand takes cards up: from now on they follow it and nobody else. */
  take(ids: readonly string[]): void {
    this.#held = ids;
  }

  /** Shows the others where the held cards are. */
  showHeld(): void {
    this.#stage.board.say({ dragging: this.#places() });
  }

  /** Lets go: one write for all that was moved. */
  drop(): void {
    if (this.#held.length === 0) return;
    const { board } = this.#stage;
    const places = this.#places();
    board.move(places);
    this.#held = [];
    board.say({ dragging: {} });
  }

  /** Moves the selected cards by a step of the keyboard. They are dropped when the key is let go. */
  nudge(direction: Direction, fine: boolean): void {
    const { selection, board } = this.#stage;
    if (board.readOnly || selection.length === 0) return;
    const by = fine ? nudgeStep.fine : nudgeStep.coarse;
    this.take(selection);
    this.nodes = this.nodes.map((node) =>
      this.#held.includes(node.id)
        ? {
            ...node,
            position: { x: node.position.x + steps[direction].x * by, y: node.position.y + steps[direction].y * by },
          }
        : node,
    );
    this.showHeld();
  }

  #places(): Record<string, Point> {
    const places: Record<string, Point> = {};
    for (const node of this.nodes) {
      if (!this.#held.includes(node.id)) continue;
      places[node.id] = { x: Math.round(node.position.x), y: Math.round(node.position.y) };
    }
    return places;
  }
}

function placedNode(node: BoardNode): Placed {
  const { width = newCardSize.width, height = newCardSize.height } = node.measured ?? {};
  return { id: node.id, at: node.position, size: { width, height } };
}
