import type { Frame, Point } from '#lib/domain/board/card.ts';
import type { BoardSight } from '#lib/protocol/awareness.ts';
import { strokeBox } from '#lib/domain/board/stroke-box.ts';
import type { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';
import type { CanvasMode } from './canvas-mode.svelte.ts';
import type { CanvasState } from './canvas-state.svelte.ts';
import { areaOf, type CanvasView } from './canvas-view.ts';
import { framesInFocus } from './view-focus.ts';

/** On a canvas narrower than this, one zone is enough to look at. */
const narrowBelow = 700;

/** A zone of which less is in sight does not count as seen. */
const seenShare = 0.6;

/** How much one press of + or - changes. */
const zoomStep = 1.25;

/** Where on the board one is looking, and when that changes by itself. */
export class CanvasSight {
  readonly #stage: BoardStage;
  readonly #canvas: CanvasState;
  readonly #view: CanvasView;
  readonly #mode: CanvasMode;
  /** The first look has been taken: before it nothing is shown, so that nothing jumps. */
  #settled = $state(false);
  #begun = false;
  #pointer: Point | null = null;
  /** The person has moved the canvas by hand since it last moved by itself. */
  hasLookedAround = false;

  constructor(stage: BoardStage, canvas: CanvasState, view: CanvasView, mode: CanvasMode) {
    this.#stage = stage;
    this.#canvas = canvas;
    this.#view = view;
    this.#mode = mode;
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** Takes the first look: at the whole of a past board, at the current zones of a live one. */
  async begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    await this.#look();
    this.#canvas.open(this.#view.sight());
    this.#settled = true;
  }

  async #look(): Promise<void> {
    const { board, focus } = this.#stage;
    await (board.readOnly && focus.step === null ? this.fit(false) : this.fitZone(false));
  }

  /** The canvas is wider or narrower than before: what was in sight stays there, unless one is busy or went elsewhere. */
  async resized(): Promise<void> {
    if (this.#settled && !this.hasLookedAround && !this.#isHeld) await this.#look();
  }

  /** The session is at another step: goes along, unless one is busy, or has gone somewhere from where it can be seen. */
  moveOn(step: string | null, turn: number | null): void {
    if (!this.#settled || this.#isHeld) return;
    const { board } = this.#stage;
    const frame = board.frames.find((candidate) => candidate.step === step && candidate.turn === turn);
    if (frame === undefined) return;
    const isSeen = this.#view.share({ ...frame.at, ...frame.size }) >= seenShare;
    if (!(isSeen && this.hasLookedAround)) void this.fitZone();
  }

  /** The view is not to move by itself: one is busy at a place, goes along with somebody, or wants to stay. */
  get #isHeld(): boolean {
    const { writing, details, linking, together } = this.#stage;
    return this.#mode.stays || writing !== null || details !== null || linking !== null || together.following !== null;
  }

  /** One goes somewhere oneself: following somebody ends. */
  lookAlone(): void {
    this.#view.stay();
    this.#stage.together.stopFollowing();
  }

  /** Goes along with what somebody else sees. */
  goWith(view: BoardSight): void {
    this.hasLookedAround = true;
    this.#view.goWith(view);
  }

  /** What is brought into sight from now on lies clear of what floats over the canvas. */
  keepClear(avoid: NonNullable<CanvasView['avoid']>): void {
    this.#view.avoid = avoid;
  }

  /** Tells the others what is in sight. */
  tell(): void {
    if (this.#settled) this.#stage.together.look(this.#view.seen());
  }

  /** Shows the whole board, or as much of it as can be seen at once. */
  async fit(gently = true): Promise<void> {
    this.lookAlone();
    const { board } = this.#stage;
    const boxes = [...board.frames, ...board.ink.all.map(strokeBox), ...this.#canvas.placed()];
    const whole = areaOf(boxes);
    if (whole === null) return;
    const { most } = this.#view;
    const isTooWide = whole.width > most.width || whole.height > most.height;
    // Hardly any board needs it. Where it cannot be fetched one sees the whole from as far as that goes.
    const far = isTooWide ? await import('./main-area.ts').catch(() => null) : null;
    const main = far?.mainArea(boxes, most);
    await this.#view.fit(main?.area ?? whole, { gently });
    if (gently && far && main && main.left > 0) this.#stage.notify(far.tooFarOff(main.left));
  }

  /** Shows what the session is about just now. */
  async fitZone(gently = true): Promise<void> {
    this.lookAlone();
    const { board, focus } = this.#stage;
    const isLegible = (frames: readonly Frame[]): boolean => {
      const area = areaOf(frames);
      return area !== null && this.#view.isLegible(area);
    };
    const area = areaOf(framesInFocus(board.frames, focus, this.#view.width < narrowBelow, isLegible));
    if (area === null) return this.fit(gently);
    await this.#view.fit(area, { gently });
    this.hasLookedAround = false;
  }

  /** Shows what is selected. */
  async fitSelection(): Promise<void> {
    const { selection, inkSelection, board } = this.#stage;
    const ink = board.ink.all.filter(({ id }) => inkSelection.includes(id)).map(strokeBox);
    const area = areaOf([...ink, ...this.#canvas.placedItems(selection)]);
    if (area === null) return;
    this.lookAlone();
    this.hasLookedAround = true;
    await this.#view.fit(area);
  }

  /** Brings a point of the board to the middle. */
  centre(at: Point): void {
    this.lookAlone();
    this.hasLookedAround = true;
    this.#view.centre(at);
  }

  /** Shows one area of the board, such as a zone. */
  async show(box: { at: Point; size: { width: number; height: number } }): Promise<void> {
    this.lookAlone();
    this.hasLookedAround = true;
    await this.#view.fit({ ...box.at, ...box.size });
  }

  /** Brings an item into sight; when it is to be written in, large enough to read. */
  async reveal(id: string, toWrite = false): Promise<void> {
    this.lookAlone();
    await this.bringIntoSight(id, toWrite);
  }

  /** The same, where it is not oneself who goes there. */
  async bringIntoSight(id: string, toWrite = false): Promise<void> {
    const placed = this.#canvas.placedItem(id);
    if (placed !== null) await this.#view.reveal({ ...placed.at, ...placed.size }, { toWrite });
  }

  /** Brings an area into sight with as little moving as that takes. */
  async bring(box: { at: Point; size: { width: number; height: number } }): Promise<void> {
    await this.#view.reveal({ ...box.at, ...box.size });
  }

  async zoomIn(): Promise<void> {
    this.lookAlone();
    await this.#view.zoomBy(zoomStep);
  }

  async zoomOut(): Promise<void> {
    this.lookAlone();
    await this.#view.zoomBy(1 / zoomStep);
  }

  async zoomWhole(): Promise<void> {
    this.lookAlone();
    await this.#view.zoomTo(1);
  }

  /** From the screen to the board. */
  toBoard(client: Point): Point {
    return this.#view.toBoard(client);
  }

  /** The pointer is here, in pixels of the screen; null: it is elsewhere. */
  notePointer(client: Point | null): void {
    this.#pointer = client;
  }

  /** Where one would put something: at the pointer, or in the middle of what is in sight. */
  spot(): Point {
    return this.#pointer === null ? this.middle() : this.toBoard(this.#pointer);
  }

  /** The middle of what is in sight: where a card goes when the current step has no zone. */
  middle(): Point {
    return this.#view.middle();
  }
}
