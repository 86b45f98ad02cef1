import type { Card, Frame, Point, Size } from '#lib/domain/board/card.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import { newCardSize } from '#lib/domain/board/zones.ts';
import { roomySpot } from '#lib/domain/board/free-spot.ts';
import type { Place } from './board-model.ts';

/** A zone is to reach down to here, so that a new card lies in it. */
export interface ZoneRoom {
  zone: string;
  bottom: number;
}

export interface NewCardSpot {
  at: Point;
  /** What the card's zone needs for it; null when it has room. */
  room: ZoneRoom | null;
  label: string | null;
}

interface PlacedBoard {
  readonly cards: readonly Card[];
  readonly frames: readonly Frame[];
  readonly images: readonly BoardImage[];
}

/** Where new cards go, and what they carry from the step that they are made in. */
export class NewCardPlace {
  /** The step that the session is at. */
  at: Place = { step: null, turn: null, noteLabel: null, owner: null };
  /** How large a card turned out on screen; null when it is not known. */
  sizeOf: (id: string) => Size | null = () => null;
  readonly #board: PlacedBoard;

  constructor(board: PlacedBoard) {
    this.#board = board;
  }

  /** A spot that somebody has chosen. */
  chosen(kind: Card['kind'], at: Point): NewCardSpot {
    return { at, room: null, label: this.#labelFor(kind, at, null) };
  }

  /** Notes put down elsewhere on purpose are not what the step asks for. */
  #labelFor(kind: Card['kind'], at: Point, room: ZoneRoom | null): string | null {
    const zone = this.#zone(this.at);
    const isIn = zone !== undefined && (room?.zone === zone.id || isInside(at, zone));
    return kind === 'note' && isIn ? this.at.noteLabel : null;
  }

  /**
   * In the step's zone; where it has none, in the one that is looked at, or else in a piece of the open canvas. `spare`
   * free spots are left for others.
   */
  free(kind: Card['kind'], near: Point, place: Pick<Place, 'step' | 'turn'> = this.at, spare = 0): NewCardSpot {
    const { cards, frames, images } = this.#board;
    const taken = cards.map(({ id, at, size }) => ({ at, size: this.sizeOf(id) ?? size ?? newCardSize }));
    const seen = frames.find((frame) => isInside(near, frame));
    const around = {
      id: 'near',
      title: '',
      at: near,
      size: { width: 800, height: 400 },
      step: null,
      turn: null,
      locked: false,
      group: null,
    };
    const zone = this.#zone(place) ?? seen ?? around;
    taken.push(...images.filter(({ size }) => !isGround(size, zone)));
    for (let left = 0; left < spare; left += 1) taken.push({ at: roomySpot(zone, taken).at, size: newCardSize });
    const { at, bottom } = roomySpot(zone, taken);
    const room = bottom === null ? null : { zone: zone.id, bottom };
    return { at, room, label: this.#labelFor(kind, at, room) };
  }

  #zone({ step, turn }: Pick<Place, 'step' | 'turn'>): Frame | undefined {
    return step === null ? undefined : this.#board.frames.find((frame) => frame.step === step && frame.turn === turn);
  }
}

/** A picture that takes up most of a zone is there to put cards on. */
function isGround({ width, height }: BoardImage['size'], { size }: Frame): boolean {
  return width * height > 0.8 * size.width * size.height;
}

function isInside({ x, y }: Point, { at, size }: Frame): boolean {
  return x >= at.x && x <= at.x + size.width && y >= at.y && y <= at.y + size.height;
}
