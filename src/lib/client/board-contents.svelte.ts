import { SvelteMap } from 'svelte/reactivity';
import type * as Y from 'yjs';
import { boardMaps, byAge, readBoard, readCard, readFrames, readLink } from '#lib/crdt/board-doc.ts';
import type { Card, Frame, Link } from '#lib/domain/card.ts';
import { changedCards } from './board-changes.ts';

/** A board's document turned into runes: after a change only the cards that it touched are read again. */
export class BoardContents {
  readonly #doc: Y.Doc;
  readonly #byId = new SvelteMap<string, Card>();
  readonly #cards = $derived([...this.#byId.values()].sort(byAge));
  #links = $state.raw<readonly Link[]>([]);
  #frames = $state.raw<readonly Frame[]>([]);

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    const maps = boardMaps(doc);
    maps.cards.observeDeep(this.#readChangedCards);
    maps.links.observeDeep(this.#readLinks);
    maps.frames.observeDeep(this.#readFrames);
    const board = readBoard(doc);
    for (const card of board.cards) this.#byId.set(card.id, card);
    this.#links = board.links;
    this.#frames = board.frames;
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

  card(id: string): Card | null {
    return this.#byId.get(id) ?? null;
  }

  destroy(): void {
    const maps = boardMaps(this.#doc);
    maps.cards.unobserveDeep(this.#readChangedCards);
    maps.links.unobserveDeep(this.#readLinks);
    maps.frames.unobserveDeep(this.#readFrames);
  }

  readonly #readChangedCards = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const { cards } = boardMaps(this.#doc);
    const { changed, cameOrWent } = changedCards(events);
    for (const id of changed) {
      const card = readCard(cards.get(id), id);
      if (card === null) this.#byId.delete(id);
      else this.#byId.set(id, card);
    }
    // A link whose card is gone is no link, and one whose card came back is one again.
    if (cameOrWent) this.#readLinks();
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
}
