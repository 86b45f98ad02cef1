/** Frames as no client would send them: sound ones with wrong bytes, spliced, cut, repeated, or made of nothing. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { addCard, addLink, cardText, changeCard, moveItems, removeItems } from '#lib/crdt/board-doc.ts';
import type { Card } from '#lib/domain/board/card.ts';
import { boardMessage, syncStep } from '#lib/protocol/board-messages.ts';
import { stateFrame, writeFrame } from './board-wire.ts';
import { aCard } from './cards.ts';

export interface FuzzFrame {
  bytes: Uint8Array;
  /** How it is put on the line. */
  as: 'binary' | 'text' | 'fragments';
}

type Chance = () => number;
const below = (chance: Chance, limit: number): number => Math.floor(chance() * limit);
const pick = <T>(chance: Chance, from: readonly T[]): T => from[below(chance, from.length)] as T;

/** Updates of a person at work: cards, text, moves, links, removals, and what a board has no use for. */
export function makeUpdates(chance: Chance, count: number): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = 1 + below(chance, 2 ** 32 - 2);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const cards: Card[] = [];
  while (updates.length < count) {
    const one = cards.length > 0 ? pick(chance, cards) : null;
    const action = below(chance, 9);
    if (one === null || action === 0) {
      const next = aCard({ id: `card-${String(cards.length).padStart(8, '0')}`, text: 'a goal of mine' });
      cards.push(next);
      addCard(doc, next);
    } else if (action <= 3) {
      const text = cardText(doc, one.id);
      text?.insert(below(chance, text.length + 1), pick(chance, ['a', 'word ', '🦉', '\ud83d', 'two\nlines']));
    } else if (action === 4) {
      const text = cardText(doc, one.id);
      if (text && text.length > 2) text.delete(0, 2);
    } else if (action === 5) moveItems(doc, { [one.id]: { x: below(chance, 900), y: below(chance, 900) } });
    else if (action === 6) changeCard(doc, one.id, { confidence: below(chance, 11) });
    else if (action === 7)
      addLink(doc, { id: `link-${updates.length}-${cards.length}`, from: one.id, to: pick(chance, cards).id });
    else if (chance() < 0.3) removeItems(doc, [one.id]);
    else
      doc
        .getMap('odd')
        .set(pick(chance, ['__proto__', 'constructor', 'k']), pick(chance, [{ a: [1n, null] }, 'x', 7.5]));
  }
  doc.destroy();
  return updates;
}

/** One byte or several made wrong, in one of the ways in which bytes go wrong. */
export function mutate(chance: Chance, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const at = below(chance, bytes.length + 1);
  switch (below(chance, 8)) {
    case 0:
    case 1: {
      const wrong = bytes.slice();
      for (let times = 1 + below(chance, 3); times > 0; times--)
        wrong[below(chance, wrong.length)] = below(chance, 256);
      return wrong;
    }
    case 2: {
      const wrong = bytes.slice();
      const place = below(chance, wrong.length);
      wrong[place] = (wrong[place] ?? 0) ^ (1 << below(chance, 8));
      return wrong;
    }
    case 3:
      return bytes.slice(0, at);
    case 4:
      return joined(
        bytes.slice(0, at),
        Uint8Array.from({ length: 1 + below(chance, 9) }, () => below(chance, 256)),
        bytes.slice(at),
      );
    case 5:
      return joined(bytes.slice(0, at), other.slice(below(chance, other.length)));
    case 6:
      return joined(bytes.slice(0, at), bytes.slice(below(chance, at + 1)));
    default:
      // A number far too large where a small one stood.
      return joined(bytes.slice(0, at), pick(chance, hugeNumbers), bytes.slice(at + 1));
  }
}

const hugeNumbers = [2 ** 31, 2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER].map((number) =>
  encoding.encode((encoder) => encoding.writeVarUint(encoder, number)),
);

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** An endless supply, the same for the same `chance`. */
export function* fuzzFrames(chance: Chance): Generator<FuzzFrame, never> {
  for (;;) {
    const updates = makeUpdates(chance, 60);
    for (let nth = 0; nth < 240; nth++) yield { bytes: oneFrame(chance, updates), as: oneWay(chance) };
  }
}

function oneWay(chance: Chance): FuzzFrame['as'] {
  const dice = chance();
  return dice < 0.02 ? 'text' : dice < 0.06 ? 'fragments' : 'binary';
}

function oneFrame(chance: Chance, updates: readonly Uint8Array[]): Uint8Array {
  const [update, other] = [pick(chance, updates), pick(chance, updates)];
  const step = chance() < 0.8 ? syncStep.update : syncStep.missing;
  const dice = chance();
  // Sound frames in between: what is accepted lies beside what is not.
  if (dice < 0.1) return writeFrame(update, step);
  // The update is wrong, its envelope is right: this is what reaches the readers of updates.
  if (dice < 0.7) return writeFrame(mutate(chance, update, other), step);
  if (dice < 0.8) return mutate(chance, writeFrame(update, step), writeFrame(other));
  if (dice < 0.9) {
    const state = pick<unknown>(chance, [
      { pointer: { x: 1, y: 2 } },
      { selection: ['card-00000001'] },
      null,
      'text',
      { dragging: {} },
    ]);
    const frame = stateFrame([{ client: below(chance, 2 ** 32), clock: below(chance, 100), state }]);
    return chance() < 0.3 ? frame : mutate(chance, frame, update);
  }
  if (dice < 0.95) {
    const vector = Y.encodeStateVectorFromUpdate(update);
    const frame = joined(Uint8Array.of(boardMessage.sync, syncStep.stateVector, vector.length), vector);
    return chance() < 0.3 ? frame : mutate(chance, frame, other);
  }
  return Uint8Array.from({ length: below(chance, 200) }, () => below(chance, 256));
}
