/**
 * A board as a Y.Doc: this folder alone knows its shape, and this file is its door.
 *
 * - `cards`: Y.Map of id to Y.Map; plain fields beside `text`, a Y.Text. Field by field, so that moving a card and
 *   writing in it merge. `at` and `size` are pairs, so that an x never meets another's y.
 *   Reactions are fields too: `reaction:<user>:<emoji>`; and so are dots: `dots:<user>`, a number.
 * - `links`: Y.Map of id to `{ from, to, label? }`.
 * - `frames`: Y.Map of id to Y.Map, with `rank` for their order; `locked` as of cards.
 * - `images`: Y.Map of id to Y.Map; `file` is the server's, `alt` a plain text; `locked`, `group` and `order` as of cards.
 * - `ink`: Y.Map of id to Y.Map; `line` is a stroke's points, packed (`domain/stroke-line.ts`), and `at` where it lies; `locked` as of cards.
 * - `round`: Y.Map with `current`, the round of dots (`domain/dot-round.ts`), and `done:<round>:<user>`.
 * - `meta`: Y.Map with `schemaVersion`.
 *
 * Every write is one transaction with the origin it is given, so that undo can tell one's own steps.
 */
export { boardMaps, schemaVersion, type BoardMaps } from './board-maps.ts';
export {
  insertPiece,
  pieceOf,
  type BoardPiece,
  type PieceCard,
  type PieceFrame,
  type PieceImage,
  type PieceLink,
} from './board-piece.ts';
export { dropRound, finishDots, readRound, roundMap, setDots, startRound } from './board-round.ts';
export { migrateBoard, schemaAge, schemaOf, type SchemaAge } from './board-schema.ts';
export { byAge, readBoard, readCard, readFrames, readLink } from './read-board.ts';
export {
  addCard,
  addLink,
  cardText,
  changeCard,
  labelLink,
  removeLinks,
  seedBoard,
  setReaction,
  type CardPatch,
} from './write-board.ts';
export { growZone, replaceZones } from './write-zones.ts';
export { addFrame, changeFrame, removeFrames, type FramePatch } from './write-frames.ts';
export { addImage, changeImage, readImages, type ImagePatch } from './write-images.ts';
export { addStroke, changeStroke, inOrder, readStroke } from './write-ink.ts';
export { changeItem, moveItems, removeItems, type ItemPatch } from './write-items.ts';
