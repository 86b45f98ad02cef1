/**
 * What people do, as real Yjs updates that were encoded beforehand. On a board: a card is added, a sentence is typed
 * into it letter by letter, a letter is put right, the card is moved, the next card follows. In a text: letters are typed,
 * a fifth of them are put right, and now and then the pen goes elsewhere. Yjs writes the trace once,
 * under a client id of its own; for every other client the id is replaced in the bytes, which costs the load
 * next to nothing.
 */
import * as Y from 'yjs';
import { seededRandom } from './statistics.ts';

/** Client ids of this size take five bytes each, so that one can be put in another's place. */
const smallestClient = 2 ** 28;
const idBytes = 5;
const templateClient = 0xb6a59687;

/** `board`: cards. `text`: one long text; a server that holds documents has much more to put together then. */
export type TraceKind = 'board' | 'text';

interface Step {
  readonly bytes: Uint8Array;
  /** Where the client's id stands in them. */
  readonly places: readonly number[];
  /** Of the first thing that the update adds. */
  readonly clock: number;
}

/** The id of the nth client, different from the template's. */
export function clientId(nth: number): number {
  return smallestClient + 1 + nth;
}

export class Trace {
  readonly #steps: readonly Step[];
  /** Which update begins at a clock; -1 where none does. */
  readonly #indexOfClock: Int32Array;
  /** The clock after the last update. */
  readonly #end: number;

  constructor(length: number, kind: TraceKind = 'board') {
    const { steps, end } = record(length, kind === 'board' ? writeCards : writeText);
    this.#steps = steps;
    this.#end = end;
    this.#indexOfClock = new Int32Array(end).fill(-1);
    for (const [index, { clock }] of steps.entries()) this.#indexOfClock[clock] = index;
  }

  get length(): number {
    return this.#steps.length;
  }

  /** The nth update as this client's own. */
  update(index: number, client: number): Uint8Array {
    const step = this.#step(index);
    const bytes = step.bytes.slice();
    for (const place of step.places) writeId(bytes, place, client);
    return bytes;
  }

  /**
   * How many of a client's updates have arrived when this message has, given that `heard` had before: servers may
   * pass on several updates as one, but never out of order.
   */
  heardAfter(message: Uint8Array, client: number, heard: number): number {
    const expected = this.#steps[heard];
    if (expected?.bytes.length === message.length && startsWithId(message, client)) return heard + 1;
    let end = 0;
    for (const struct of Y.decodeUpdate(message).structs) {
      if (struct instanceof Y.Skip || struct.id.client !== client) continue;
      end = Math.max(end, struct.id.clock + struct.length);
    }
    let after = heard;
    while (after < this.length && this.#clockAfter(after) <= end) after++;
    return after;
  }

  #step(index: number): Step {
    const step = this.#steps[index];
    if (step === undefined) throw new RangeError(`the trace has ${this.length} updates, none at ${index}`);
    return step;
  }

  #clockAfter(index: number): number {
    return this.#steps[index + 1]?.clock ?? this.#end;
  }

  /** The state vector's entry of a client that has sent `count` updates. */
  clockAt(count: number): number {
    return count === 0 ? 0 : this.#clockAfter(count - 1);
  }
}

/** A board of so many cards, as few updates, each far below the largest frame. */
export function cardsAsUpdates(count: number, client: number): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let made = 0; made < count; made += 500) {
    doc.transact(() => {
      for (let nth = made; nth < Math.min(count, made + 500); nth++) {
        addCard(doc, nth).text.insert(0, sentence);
      }
    });
  }
  doc.destroy();
  return updates;
}

const sentence = 'Ask one open question before giving advice, every time. ';
const lettersPerCard = 200;

/** Makes the nth change. */
type Writer = (nth: number) => void;

function record(length: number, writerOn: (doc: Y.Doc) => Writer): { steps: Step[]; end: number } {
  const doc = new Y.Doc();
  doc.clientID = templateClient;
  const steps: Step[] = [];
  doc.on('update', (bytes: Uint8Array, _origin: unknown, _doc: Y.Doc, { beforeState }: Y.Transaction) => {
    steps.push({ bytes, places: placesOfId(bytes), clock: beforeState.get(templateClient) ?? 0 });
  });
  const write = writerOn(doc);
  for (let nth = 0; steps.length < length; nth++) doc.transact(() => write(nth));
  const end = Y.decodeStateVector(Y.encodeStateVector(doc)).get(templateClient) ?? 0;
  doc.destroy();
  return { steps, end };
}

function writeCards(doc: Y.Doc): Writer {
  let { card, text }: WrittenCard = { card: new Y.Map(), text: new Y.Text() };
  return (nth) => {
    const stage = nth % lettersPerCard;
    if (stage === 0) ({ card, text } = addCard(doc, nth / lettersPerCard));
    else if (stage % 16 === 0) card.set('at', [nth % 4_000, (nth * 7) % 3_000]);
    else {
      // Every now and then the last letter was wrong.
      if (stage % 24 === 1 && text.length > 0) text.delete(text.length - 1, 1);
      text.insert(text.length, sentence.charAt(nth % sentence.length));
    }
  };
}

function writeText(doc: Y.Doc): Writer {
  const text = doc.getText('text');
  const chance = seededRandom(1);
  let pen = 0;
  return (nth) => {
    const dice = chance();
    if (dice < 0.02) pen = Math.floor(chance() * (text.length + 1));
    else if (dice < 0.22 && pen > 0) text.delete(--pen, 1);
    text.insert(pen++, sentence.charAt(nth % sentence.length));
  };
}

/** The shape of a card on our board (`src/lib/crdt`), which knows another copy of Yjs than the one beside the peers. */
function addCard(doc: Y.Doc, nth: number): WrittenCard {
  const card = new Y.Map<unknown>();
  const text = new Y.Text();
  card.set('at', [(nth % 10) * 260, Math.floor(nth / 10) * 180]);
  card.set('author', 'V1StGXR8_Z5jdHi6B-myT');
  card.set('createdAt', 1_767_225_600_000 + nth);
  card.set('text', text);
  card.set('kind', 'note');
  card.set('label', 'option');
  card.set('colour', 'kind');
  doc.getMap('cards').set(`card-${String(nth).padStart(16, '0')}`, card);
  return { card, text };
}

interface WrittenCard {
  card: Y.Map<unknown>;
  text: Y.Text;
}

const templateId = encodeId(templateClient);

function encodeId(client: number): Uint8Array {
  const bytes = new Uint8Array(idBytes);
  writeId(bytes, 0, client);
  return bytes;
}

/** As lib0's varUint: seven bits a byte, the lowest first, the top bit says that more follow. */
function writeId(bytes: Uint8Array, place: number, client: number): void {
  let rest = client;
  for (let nth = 0; nth < idBytes; nth++) {
    bytes[place + nth] = (rest & 0x7f) | (nth < idBytes - 1 ? 0x80 : 0);
    rest = Math.floor(rest / 128);
  }
}

function placesOfId(bytes: Uint8Array): number[] {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const places: number[] = [];
  for (let at = haystack.indexOf(templateId); at >= 0; at = haystack.indexOf(templateId, at + idBytes)) places.push(at);
  return places;
}

/** Whether an update begins with structs of one client, this one: number of clients, of structs, then the id. */
function startsWithId(update: Uint8Array, client: number): boolean {
  if (update[0] !== 1 || (update[1] ?? 0x80) >= 0x80) return false;
  let rest = client;
  for (let nth = 0; nth < idBytes; nth++) {
    if (((update[2 + nth] ?? 0) & 0x7f) !== (rest & 0x7f)) return false;
    rest = Math.floor(rest / 128);
  }
  return true;
}
