/**
 * What each connection tells the others while it happens: never stored. The server stamps `user` itself. It comes
 * thirty times a second and the page needs it at once, so that it is read by hand: no library, no report.
 */
import type { Point } from '#lib/domain/board/card.ts';
import { isId } from '#lib/domain/ids.ts';
import type { Hue, Person } from '#lib/domain/person.ts';
import { strokeColours, strokeLineLimit, strokeWidths, type Stroke } from '#lib/domain/board/stroke.ts';

/** What a client may say of itself. Unknown keys (an editor's cursor) pass through untouched. */
export interface AwarenessState {
  [key: string]: unknown;
  /** Pointer on the board, in board units; null when it is elsewhere. */
  pointer?: Point | null | undefined;
  /** Selected items. */
  selection?: string[] | undefined;
  /** The card whose text has the caret. */
  writing?: string | null | undefined;
  /** Items being dragged, with where they are now; written to the document on drop. */
  dragging?: Record<string, Point> | undefined;
  /** The stroke that grows under a pen, as far as it has come; null when none does. */
  drawing?: Drawing | null | undefined;
  /** Strokes that an eraser has passed over, and that go when it is lifted. Null when none does. */
  erasing?: string[] | null | undefined;
  /** Cards deleted last, so that whoever is at one of them learns by whom: the document does not tell. */
  removed?: string[] | undefined;
  /** What of the board is in sight; null where it is read as an outline. */
  view?: BoardSight | null | undefined;
  /** Whose view one's own goes along with, by the person's id. */
  following?: string | null | undefined;
  /** An invitation to come and look; null when it is over. */
  call?: BoardCall | null | undefined;
  /** What one answers to somebody's invitation. */
  reply?: CallReply | null | undefined;
  /** A card that is to stand out on everybody's screen, until anybody ends it. */
  spotlight?: Spotlight | null | undefined;
  /** The spotlight that one has ended: whoever lit it takes it back. */
  unlit?: string | null | undefined;
}

/** A canvas as somebody sees it: its top left corner in board units, its zoom, and how large it is on their screen. */
export interface BoardSight {
  x: number;
  y: number;
  zoom: number;
  /** In pixels of their screen. */
  width: number;
  height: number;
}

export interface BoardCall {
  id: string;
  /** Null when the caller reads the outline. */
  view: BoardSight | null;
  /** The card that the caller is at. */
  card: string | null;
}

export interface CallReply {
  /** The invitation's id. */
  call: string;
  comes: boolean;
}

export interface Spotlight {
  id: string;
  card: string;
}

/** A stroke before it is written to the document, under the id that it will have there. */
export type Drawing = Pick<Stroke, 'id' | 'at' | 'line' | 'colour' | 'width'>;

/** What only those say who may write on the board: it reaches into what the others see. */
export const leadingFields = [
  'call',
  'spotlight',
  'unlit',
  'drawing',
  'erasing',
] as const satisfies readonly (keyof AwarenessState)[];

/** As others receive it: with the person, whom the server vouches for. */
export interface StampedAwareness extends AwarenessState {
  user: Person;
}

/** Selected or removed cards that are told to others. */
const cardsLimit = 200;

/** Whether this is a state that a client may say. */
export function isAwareness(value: unknown): value is AwarenessState {
  if (!isRecord(value)) return false;
  const {
    pointer,
    selection,
    writing,
    dragging,
    removed,
    view,
    following,
    call,
    reply,
    spotlight,
    unlit,
    drawing,
    erasing,
  } = value;
  return (
    (pointer == null || isPlace(pointer)) &&
    (selection === undefined || isCards(selection)) &&
    (writing == null || isId(writing)) &&
    (dragging === undefined || (isRecord(dragging) && Object.entries(dragging).every(isDrag))) &&
    (erasing == null || isCards(erasing)) &&
    (removed === undefined || isCards(removed)) &&
    (view == null || isSight(view)) &&
    (following == null || isId(following)) &&
    (call == null || isCall(call)) &&
    (reply == null || (isRecord(reply) && isId(reply['call']) && typeof reply['comes'] === 'boolean')) &&
    (spotlight == null || (isRecord(spotlight) && isId(spotlight['id']) && isId(spotlight['card']))) &&
    (unlit == null || isId(unlit)) &&
    (drawing == null || isDrawing(drawing))
  );
}

/** A state as the server passes it on; null when it is none. */
export function readStampedAwareness(value: unknown): StampedAwareness | null {
  return isAwareness(value) && isStamped(value) ? value : null;
}

const isStamped = (state: AwarenessState): state is StampedAwareness => isPerson(state['user']);

function isPerson(value: unknown): value is Person {
  if (!isRecord(value)) return false;
  return typeof value['id'] === 'string' && typeof value['name'] === 'string' && isHue(value['hue']);
}

const isHue = (value: unknown): value is Hue =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 6;

const isCards = (value: unknown): boolean => Array.isArray(value) && value.length <= cardsLimit && value.every(isId);

const isDrag = ([id, place]: [string, unknown]): boolean => isId(id) && isPlace(place);

const isSight = (value: unknown): boolean =>
  isRecord(value) &&
  isPlace({ ...value }) &&
  ['zoom', 'width', 'height'].every((field) => Number.isFinite(value[field]) && Number(value[field]) > 0);

/** Whether its line can be read is looked at by whoever draws it. */
const isDrawing = (value: unknown): boolean =>
  isRecord(value) &&
  isId(value['id']) &&
  isPlace(value['at']) &&
  typeof value['line'] === 'string' &&
  value['line'].length <= strokeLineLimit &&
  strokeColours.some((colour) => colour === value['colour']) &&
  strokeWidths.some((width) => width === value['width']);

const isCall = (value: unknown): boolean =>
  isRecord(value) &&
  isId(value['id']) &&
  (value['view'] === null || isSight(value['view'])) &&
  (value['card'] === null || isId(value['card']));

const isPlace = (value: unknown): value is Point =>
  isRecord(value) && Number.isFinite(value['x']) && Number.isFinite(value['y']);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
