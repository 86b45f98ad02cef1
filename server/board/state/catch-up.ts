/**
 * Brings one reader up to date, piece by piece, at the reader's pace. Between two pieces it keeps only how far the
 * reader has been told, never the bytes of the board: those that do not read cost no copy of it.
 */
import type { BoardIndex } from './board-index.ts';
import type { BoardLayers } from './board-layers.ts';
import { ToldLayer, type PieceSizes } from './told-layer.ts';
import { emptyUpdate, type UpdateContent } from '../update/sound-update.ts';

/** Bytes of one piece, about. Small enough for a slow line to bring one within the 30 s after which y-websocket gives up. */
export const pieceBytes = 65_536;

/**
 * A layer of up to so many bytes goes as it is to whoever comes with nothing. Cutting it would take longer than all the
 * rest; and in the same 30 s it still comes through a line of 70 kbit/s.
 */
const wholeBytes = 262_144;

/** A board, as far as readers are concerned. */
export interface BoardSource {
  /** What of it is here without a gap, as an encoded state vector. */
  stateVector(): Uint8Array;
  /** The board as it is now; putting together what was written lately may take a while. */
  layers(): BoardLayers;
  /** The same of what has been put together already. */
  layersAtHand(): BoardLayers;
  /** Whether something was written that is not in the layers at hand. */
  readonly hasNews: boolean;
}

export class CatchUp {
  readonly #source: BoardSource;
  readonly #stateVector: Uint8Array;
  readonly #sizes: PieceSizes;
  /** How far the reader has been told of each layer. */
  readonly #told: ToldLayer[] = [];
  /** Whether what was written lately is to be taken in first: once in each round, not for every piece. */
  #fromNow = true;

  /**
   * `stateVector`: a valid one, what the reader has. `deleted`: what it knows to be deleted, when it has said so.
   * `limit`: for tests, bytes of one piece, whatever the reader has.
   */
  constructor(
    source: BoardSource,
    stateVector: Uint8Array,
    { deleted = null, limit }: { deleted?: UpdateContent['ds'] | null; limit?: number } = {},
  ) {
    this.#source = source;
    this.#stateVector = stateVector;
    this.#sizes = { piece: limit ?? pieceBytes, whole: limit ?? wholeBytes };
    if (deleted === null) return;
    // Worked out at once: what the reader knows may be much more to keep than what it lacks.
    this.#told = source.layers().map((layer) => new ToldLayer(stateVector, layer, deleted));
  }

  /**
   * The next piece. `complete`: the reader then has everything that the board held at some moment since it began;
   * `last`: it has everything that the board holds now, and there is no other piece.
   */
  next(): { readonly update: Uint8Array; readonly complete: boolean; readonly last: boolean } {
    const layers = this.#fromNow ? this.#source.layers() : this.#source.layersAtHand();
    if (this.#fromNow || this.#hasMoved(layers[0])) this.#beginRound(layers);
    const { update, complete } = this.#piece(layers);
    const last = complete && !this.#source.hasNews && layers.every((each, at) => this.#toldOf(at).isTold(each));
    this.#fromNow = complete;
    return { update, complete, last };
  }

  /** Of the first layer that has something to tell. */
  #piece(layers: BoardLayers): { update: Uint8Array; complete: boolean } {
    for (const [at, layer] of layers.entries()) {
      const told = this.#toldOf(at);
      if (!told.isUnderWay) continue;
      const update = told.piece(layer, at === 0 ? null : layers[0], this.#sizes);
      const complete = !layers.some((_, nth) => this.#toldOf(nth).isUnderWay);
      if (complete || update.length > emptyUpdate.length) return { update, complete };
    }
    return { update: emptyUpdate, complete: true };
  }

  /** Whether what lay above the first layer may have become part of it, after the reader was told of that. */
  #hasMoved(first: BoardIndex): boolean {
    const told = this.#toldOf(0);
    return !told.isUnderWay && !told.isTold(first);
  }

  #beginRound(layers: BoardLayers): void {
    for (const [at, layer] of layers.entries()) this.#toldOf(at).begin(layer);
  }

  #toldOf(layer: number): ToldLayer {
    return (this.#told[layer] ??= new ToldLayer(this.#stateVector));
  }
}
