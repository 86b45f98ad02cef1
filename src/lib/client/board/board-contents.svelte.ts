import { SvelteMap } from 'svelte/reactivity';
import type * as Y from 'yjs';
import {
  boardMaps,
  byAge,
  readBoard,
  readCard,
  readFrames,
  readImages,
  readLink,
  readRound,
  roundMap,
  schemaAge,
  type SchemaAge,
} from '#lib/crdt/board-doc.ts';
import { cardItem, frameItem, imageItem, type BoardItem } from '#lib/domain/board/board-item.ts';
import type { Card, Frame, Link } from '#lib/domain/board/card.ts';
import type { DotRound } from '#lib/domain/board/dot-round.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import { changedCards } from './board-changes.ts';
import type { CardTurn } from './board-model.ts';

/** So many cards that went are remembered as they last were. */
const rememberedCards = 50;

/** A board's document turned into runes: after a change only the cards that it touched are read again. */
export class BoardContents {
  readonly #doc: Y.Doc;
  readonly #byId = new SvelteMap<string, Card>();
  readonly #cards = $derived([...this.#byId.values()].sort(byAge));
  readonly #gone = new Map<string, Card>();
  readonly #followers = new Set<(turns: readonly CardTurn[]) => void>();
  #schemaAge = $state<SchemaAge>('current');
  #links = $state.raw<readonly Link[]>([]);
  #frames = $state.raw<readonly Frame[]>([]);
  #images = $state.raw<readonly BoardImage[]>([]);
  #round = $state.raw<DotRound | null>(null);

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    const maps = boardMaps(doc);
    maps.cards.observeDeep(this.#readChangedCards);
    maps.links.observeDeep(this.#readLinks);
    maps.frames.observeDeep(this.#readFrames);
    maps.images.observeDeep(this.#readImages);
    maps.meta.observe(this.#readSchema);
    roundMap(doc).observe(this.#readRound);
    this.#readRound();
    this.#readSchema();
    const board = readBoard(doc);
    for (const card of board.cards) this.#byId.set(card.id, card);
    this.#links = board.links;
    this.#frames = board.frames;
    this.#images = board.images;
  }

  /** Oldest first. */
  get cards(): readonly Card[] {
    return this.#cards;
  }

  get links(): readonly Link[] {
    return this.#links;
  }

  get frames(): readonly Frame[] {
    return this.#frames;
  }

  /** Oldest first. */
  get images(): readonly BoardImage[] {
    return this.#images;
  }

  get round(): DotRound | null {
    return this.#round;
  }

  card(id: string): Card | null {
    return this.#byId.get(id) ?? null;
  }

  /** Whatever has this id. Should a card and something else claim it, it is the card's. */
  item(id: string): BoardItem | null {
    const card = this.card(id);
    if (card !== null) return cardItem(card);
    const image = this.#images.find((one) => one.id === id);
    if (image !== undefined) return imageItem(image);
    const frame = this.#frames.find((one) => one.id === id && one.step === null);
    return frame === undefined ? null : frameItem(frame);
  }

  /** A card that others removed while this page was open, as it last was. */
  gone(id: string): Card | null {
    return this.#byId.has(id) ? null : (this.#gone.get(id) ?? null);
  }

  /** Tells of cards that others changed. Returns what ends it. */
  follow(listener: (turns: readonly CardTurn[]) => void): () => void {
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  /** How the board stands to this program. */
  get schemaAge(): SchemaAge {
    return this.#schemaAge;
  }

  destroy(): void {
    const maps = boardMaps(this.#doc);
    maps.cards.unobserveDeep(this.#readChangedCards);
    maps.links.unobserveDeep(this.#readLinks);
    maps.frames.unobserveDeep(this.#readFrames);
    maps.images.unobserveDeep(this.#readImages);
    maps.meta.unobserve(this.#readSchema);
    roundMap(this.#doc).unobserve(this.#readRound);
  }

  readonly #readChangedCards = (events: Y.YEvent<Y.AbstractType<unknown>>[], { local }: Y.Transaction): void => {
    const { cards } = boardMaps(this.#doc);
    const { changed, cameOrWent } = changedCards(events);
    const turns: CardTurn[] = [];
    for (const id of changed) {
      const card = readCard(cards.get(id), id);
      if (!local) turns.push({ before: this.card(id), after: card });
      if (card === null) this.#forget(id, local);
      else this.#byId.set(id, card);
    }
    // A link whose card is gone is no link, and one whose card came back is one again.
    if (cameOrWent) this.#readLinks();
    if (turns.length > 0) for (const follower of this.#followers) follower(turns);
  };

  #forget(id: string, isOwn: boolean): void {
    const card = this.#byId.get(id);
    if (card === undefined) return;
    this.#byId.delete(id);
    this.#gone.delete(id);
    if (isOwn) return;
    this.#gone.set(id, card);
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > rememberedCards && oldest !== undefined) this.#gone.delete(oldest);
  }

  readonly #readSchema = (): void => {
    this.#schemaAge = schemaAge(this.#doc);
  };

  readonly #readRound = (): void => {
    this.#round = readRound(this.#doc);
  };

  readonly #readLinks = (): void => {
    const links: Link[] = [];
    for (const [id, value] of boardMaps(this.#doc).links) {
      const link = readLink(value, id);
      if (link !== null && this.#byId.has(link.from) && this.#byId.has(link.to)) links.push(link);
    }
    this.#links = links;
  };

  readonly #readFrames = (): void => {
    this.#frames = readFrames(boardMaps(this.#doc).frames);
  };

  readonly #readImages = (): void => {
    this.#images = readImages(boardMaps(this.#doc).images);
  };
}
