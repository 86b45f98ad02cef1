/**
 * What a board shows and can do, whatever it comes from: a live document (`BoardClient`) or plain data (`StaticBoard`).
 * All getters are reactive when read inside an effect or a template. Commands do nothing on a read-only board.
 */
import type { BoardPiece, FramePatch, ImagePatch, PieceFrame } from '#lib/crdt/board-doc.ts';
import type { BoardItem, ItemChange } from '#lib/domain/board/board-item.ts';
import type { DotRound, NewRound } from '#lib/domain/board/dot-round.ts';
import type { Card, CardColour, CardKind, Frame, Link, Point, Size } from '#lib/domain/board/card.ts';
import type { ErrorCode } from '#lib/domain/errors.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import type { Person } from '#lib/domain/person.ts';
import type { BoardCall, BoardSight, CallReply, Drawing, Spotlight } from '#lib/protocol/awareness.ts';
import type { InkModel } from './ink-model.ts';

/** How the board stands with the server. `waiting` counts local changes that are not yet on the server's disk. */
export interface ServerStatus {
  state: 'connecting' | 'saved' | 'saving' | 'offline' | 'reconnecting' | 'refused';
  waiting: number;
  /** Why the server refused; or, while the board comes back by itself, what stands in its way. */
  reason?: ErrorCode;
}

/**
 * How much of what was written outlives this page: `all` is on this device's disk, `writing` will be in a moment,
 * `none` is kept, since the browser keeps nothing (private windows, blocked storage).
 */
export type DeviceCopy = 'all' | 'writing' | 'none';

export interface BoardStatus extends ServerStatus {
  copy: DeviceCopy;
}

/** Where new cards go: the zone of this step in this turn. */
export interface Place {
  step: string | null;
  turn: number | null;
  /** What a note made in the step's zone is labelled. */
  noteLabel: string | null;
  /** Whose new actions are: the coachee in a turn. Null: whoever makes one owns it. */
  owner: string | null;
}

export interface NewCard {
  /** Where the same card may be added twice, as by two pages of one person: it is then there once. */
  id?: string;
  kind: CardKind;
  text?: string;
  label?: string | null;
  /** The spot of its top left corner; without it a free spot in the current zone, or else near `near`. */
  at?: Point;
  near?: Point;
  /** The zone of another step than the one that the session is at. */
  zone?: { step: string; turn: number | null };
  /** How many free spots to leave to others, who add theirs at the same instant. */
  spare?: number;
  scale?: number | null;
}

export type CardChange = Partial<
  Pick<
    Card,
    | 'label'
    | 'size'
    | 'colour'
    | 'emoji'
    | 'scale'
    | 'pinned'
    | 'answered'
    | 'useful'
    | 'owner'
    | 'due'
    | 'confidence'
    | 'plan'
    | 'status'
  >
>;

/** A picture whose bytes the server keeps already. */
export type NewImage = Pick<BoardImage, 'file' | 'at' | 'size'>;

/** Another person's pointer on the board. One for each of their open pages. */
export interface PeerPointer {
  client: number;
  person: Person;
  /** Where it was when it came, in board units; where it goes is told by `BoardModel.watch`. */
  at: Point;
}

/** What of the others moves thirty times a second. */
export interface PeerMotion {
  /** By client. */
  pointers: ReadonlyMap<number, Point>;
  /** By item or stroke. */
  drags: Readonly<Record<string, Point>>;
  /** What each person has in sight, by their id; who reads the outline has none. */
  views: ReadonlyMap<string, BoardSight>;
  /** The strokes that grow under their hands, by client. */
  drawings: ReadonlyMap<number, Drawing>;
}

/** Another person's page at this board, and what it says of being here together. */
export interface Companion {
  client: number;
  person: Person;
  /** It is at the canvas, so that one can see what they see. */
  hasView: boolean;
  /** The card they are at, when it is one. */
  card: string | null;
  /** Whom they go along with, by id. */
  following: string | null;
  call: BoardCall | null;
  reply: CallReply | null;
  spotlight: Spotlight | null;
  /** The spotlight that they have ended. */
  unlit: string | null;
}

/** Another person's attention to a card. */
export interface CardMark {
  person: Person;
  /** Their caret is in its text; otherwise they have selected it. */
  writing: boolean;
}

/** A card that somebody else changed: as it was, and as it is now; null where there was or is none. */
export interface CardTurn {
  before: Card | null;
  after: Card | null;
}

/** What this page tells the others about itself. Fields that are left out stay as they were. */
export interface OwnPresence {
  pointer?: Point | null;
  selection?: string[];
  writing?: string | null;
  dragging?: Record<string, Point>;
  drawing?: Drawing | null;
  erasing?: string[] | null;
  removed?: string[];
  view?: BoardSight | null;
  following?: string | null;
  call?: BoardCall | null;
  reply?: CallReply | null;
  spotlight?: Spotlight | null;
  unlit?: string | null;
}

/** An open editor of a card's text. */
export interface CardEditor {
  focus: () => void;
  /** Types at the caret, as if by keyboard. */
  type: (text: string) => void;
  close: () => void;
}

export interface CardEditorEvents {
  /** The person wants to go back to the card. */
  leave: () => void;
  /** Something was too long for the card and was cut. */
  full: () => void;
}

export interface BoardModel {
  readonly readOnly: boolean;
  /** A newer program wrote on this board: this page can read what it knows of it, and writes nothing. */
  readonly tooNew: boolean;
  /** False until there is something to show: the first sync, or the copy kept on this device. */
  readonly ready: boolean;
  /** In the order in which they were made. What lies over what is `Card.order`. */
  readonly cards: readonly Card[];
  readonly links: readonly Link[];
  readonly frames: readonly Frame[];
  /** Oldest first. */
  readonly images: readonly BoardImage[];
  readonly ink: InkModel;
  /** One card; reading it does not wake when another one changes. */
  card(id: string): Card | null;
  /** Whatever can be taken hold of under this id: a card, a picture, a frame that people made, or a stroke. */
  item(id: string): BoardItem | null;

  /** Wakes its readers when somebody comes or goes, not when they move. */
  readonly pointers: readonly PeerPointer[];
  /** The others who are at this board, by page. */
  readonly companions: readonly Companion[];
  /** Tells of every movement of the others, and at once of what there is. Returns what ends it. */
  watch(listener: (motion: PeerMotion) => void): () => void;
  /** Who looks at or writes in this card, oneself left out. */
  marks(id: string): readonly CardMark[];
  /** Items and strokes that others are dragging, with where they are now. */
  readonly drags: Readonly<Record<string, Point>>;
  /** Strokes that others are about to erase. */
  readonly erasing: ReadonlySet<string>;

  /** The round of dots under way, or the last one; null when there was none. */
  readonly round: DotRound | null;
  /** Begins a round of dots over these cards, in place of any other. */
  startRound(round: NewRound): void;
  /** Says that one has placed one's dots. */
  finishDots(round: string): void;
  /** Ends the round under way without a result. */
  dropRound(round: string): void;
  /** Puts one's dots of a round that all have finished on the cards, in place of earlier ones. */
  showDots(round: DotRound, dots: Readonly<Record<string, number>>): void;

  /** Tells of what others do to cards, as it arrives. Returns what ends it. */
  follow(listener: (turns: readonly CardTurn[]) => void): () => void;

  readonly canUndo: boolean;
  readonly canRedo: boolean;

  setPlace(place: Place): void;
  /** How to learn how large cards turned out on screen, in board units: new cards keep clear of them. */
  measureWith(sizeOf: (id: string) => Size | null): void;

  // Every command is one step of undo. Locked items are passed over by `move`, `remove`, `convert`, `changeImage`,
  // `changeFrame` and `edit`; the other commands change them all the same, since unlocking is a change.

  /** Returns the new card's id, or null when the board cannot be written on. */
  add(card: NewCard): string | null;
  change(id: string, change: CardChange): void;
  changeAll(ids: readonly string[], change: CardChange): void;
  /** Changes what cards and pictures have in common; frames and strokes can be locked, too. */
  changeItems(ids: readonly string[], change: ItemChange): void;
  /** Colours cards and strokes alike; a locked stroke keeps its colour. */
  recolour(ids: readonly string[], colour: CardColour): void;
  /** Makes it a card of another kind. What that kind has no use for is kept for going back. */
  convert(id: string, kind: CardKind): void;
  /** Moves items and strokes. What lies in a frame moves only when it is named, too. */
  move(places: Record<string, Point>): void;
  /** Lays cards and pictures over or under all others, in the order that they have among themselves. */
  restack(ids: readonly string[], to: 'front' | 'back'): void;
  /** Puts one's reaction on a card, or takes it back. */
  react(id: string, emoji: string): void;
  /** Removes items and strokes, and the links that hang on cards. What lies in a frame stays, and so do the zones of the steps. */
  remove(ids: readonly string[]): void;
  /** Copies items and the links among them, and strokes; a frame with what lies in it. Returns the ids of the copies. */
  duplicate(ids: readonly string[], by: Point): string[];
  /** Puts a piece of another board, or of none, on this one; returns the ids of its items and strokes. */
  insert(piece: BoardPiece): string[];

  /** A card that somebody else removed while this page was open, as it last was; null when it is none of those. */
  gone(id: string): Card | null;
  /** Who of those present removed a card; null when it is not known (yet). */
  removedBy(id: string): Person | null;
  /** Puts a card that went back where it was, with its words. Its links are not brought back. */
  putBack(id: string): void;

  /** Draws an arrow; two cards have at most one in each direction. */
  link(from: string, to: string): void;
  labelLink(id: string, label: string): void;
  unlink(ids: readonly string[]): void;

  /** Returns the new frame's id, or null when the board cannot be written on. */
  addFrame(frame: PieceFrame): string | null;
  changeFrame(id: string, change: FramePatch): void;
  /** A step's zone comes to reach down to `bottom`, if it does not yet, and what lies below makes way. No step of undo. */
  makeRoom(zone: string, bottom: number): void;

  /** Returns the new picture's id, or null when the board cannot be written on. */
  addImage(image: NewImage): string | null;
  changeImage(id: string, change: ImagePatch): void;

  undo(): void;
  redo(): void;
  /** Opens an editor of the card's text inside `host`; null when there is nothing to edit. */
  edit(id: string, host: HTMLElement, events: CardEditorEvents): Promise<CardEditor | null>;
  say(presence: OwnPresence): void;
}
