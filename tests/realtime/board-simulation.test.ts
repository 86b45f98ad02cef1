/**
 * A room under bad luck, by fixed dice: three people write while lines drop, delay, repeat and reorder what they say,
 * the disk refuses now and then, and the server restarts. Nobody may notice in the end.
 */
import * as decoding from 'lib0/decoding';
import { setTimeout as pass } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardMessage, syncStep } from '#lib/protocol/board-messages.ts';
import { openBoardStage, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { writeFrame, type Wire } from '../support/board-wire.ts';
import { propertySeed } from '../support/property-seed.ts';
import { seededChance } from '../support/seeded-chance.ts';
import { makeTrying, type TryingBoards } from '../support/trying-boards.ts';
import { until } from '../support/until.ts';

let stage: BoardStage | null = null;
let disk: TryingBoards;

afterEach(async () => {
  disk.refuses = () => false;
  await stage?.close();
  stage = null;
});

/** Somebody with a copy of the board, on a line that the dice rule. */
class Person {
  readonly doc = new Y.Doc();
  readonly #connect: () => Wire;
  readonly #chance: () => number;
  #wire: Wire | null = null;
  #heard = 0;
  /** Made, and not on the line yet. */
  #outgoing: Uint8Array[] = [];
  /** What this connection has written, in order. */
  #written: Uint8Array[] = [];
  /** All that was ever called saved. */
  readonly acknowledged: Uint8Array[] = [];
  #saved = 0;
  /** Everything that ever came in. */
  readonly received: Uint8Array[] = [];

  constructor(connect: () => Wire, chance: () => number) {
    this.#connect = connect;
    this.#chance = chance;
    this.doc.on('update', (update: Uint8Array, origin) => {
      if (origin !== 'line') this.#outgoing.push(update);
    });
  }

  come(): void {
    if (this.#wire?.isClosed() === false) return;
    this.#wire = this.#connect();
    // What was not sent goes along with the answer to the server's state vector.
    [this.#heard, this.#outgoing, this.#written, this.#saved] = [0, [], [], 0];
  }

  /** The line breaks, and with it goes whatever was under way. */
  cut(): void {
    this.#wire?.socket.terminate();
  }

  /** Reads what has come; some of it, if the dice say so. */
  listen(all: boolean): void {
    const frames = this.#wire?.frames ?? [];
    while (this.#heard < frames.length && (all || this.#chance() < 0.8)) {
      const frame = frames[this.#heard++];
      if (frame) this.#hear(frame);
    }
  }

  /** Puts something on the line: not always the oldest, and now and then twice. */
  speak(inOrder: boolean): void {
    if (this.#wire?.socket.readyState !== this.#wire?.socket.OPEN || this.#heard === 0) return;
    const at = inOrder || this.#chance() < 0.7 ? 0 : Math.floor(this.#chance() * this.#outgoing.length);
    for (const update of this.#outgoing.splice(at, 1)) {
      this.#write(update, syncStep.update);
      if (!inOrder && this.#chance() < 0.2) this.#write(update, syncStep.update);
    }
  }

  get isDone(): boolean {
    const connected = this.#wire !== null && !this.#wire.isClosed() && this.#heard > 0;
    return connected && this.#outgoing.length === 0 && this.#saved === this.#written.length;
  }

  #write(update: Uint8Array, step: number): void {
    this.#written.push(update);
    this.#wire?.send(writeFrame(update, step));
  }

  #hear(frame: Uint8Array): void {
    this.received.push(frame);
    const decoder = decoding.createDecoder(frame);
    const kind = decoding.readVarUint(decoder);
    if (kind === boardMessage.saved) {
      const saved = decoding.readVarUint(decoder);
      expect(saved).toBeGreaterThan(this.#saved);
      expect(saved).toBeLessThanOrEqual(this.#written.length);
      this.acknowledged.push(...this.#written.slice(this.#saved, saved));
      this.#saved = saved;
    }
    if (kind !== boardMessage.sync) return;
    const step = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (step === syncStep.stateVector) {
      this.#outgoing = [];
      this.#write(Y.encodeStateAsUpdate(this.doc, payload), syncStep.missing);
      this.#wire?.send(writeFrame(Y.encodeStateVector(this.doc), syncStep.stateVector));
    } else Y.applyUpdate(this.doc, payload, 'line');
  }
}

/** Whether these updates say nothing that the document does not say. */
function holds(doc: Y.Doc, updates: readonly Uint8Array[]): boolean {
  const before = Y.encodeStateAsUpdate(doc);
  for (const update of updates) Y.applyUpdate(doc, update);
  return Buffer.compare(before, Y.encodeStateAsUpdate(doc)) === 0;
}

function edit({ doc }: Person, chance: () => number, word: string): void {
  const text = doc.getText('t');
  const dice = chance();
  if (dice < 0.25 && text.length > 4)
    text.delete(Math.floor(chance() * (text.length - 3)), 1 + Math.floor(chance() * 3));
  else if (dice < 0.45) doc.getMap('m').set(`k${Math.floor(chance() * 6)}`, word);
  else text.insert(Math.floor(chance() * (text.length + 1)), word);
}

const people = 3;
const steps = 500;
/** The pace of events, not a wait for anything: a commit and its acknowledgement take many steps. */
const stepMs = 3;

test.for([0, 1, 2])(
  'three people on bad lines, a disk that refuses and a server that restarts: all agree, and what was saved is there (dice %i)',
  { timeout: 60_000 },
  async (nth) => {
    const seed = propertySeed + nth;
    console.info(`three people on bad lines: seed ${seed}`);
    const chance = seededChance(seed);
    const below = (limit: number): number => Math.floor(chance() * limit);
    const opened = (stage = await openBoardStage({
      through: (boards) => (disk = makeTrying(boards)),
      tuning: { log: { retryMs: 2, retryLimitMs: 8 } },
    }));
    const visitors: [Visitor, Visitor, Visitor] = [
      await opened.visitor('Ama'),
      await opened.visitor('Ben'),
      await opened.visitor('Cleo'),
    ];
    // Two rooms with the same people: what belongs to one must never turn up in the other.
    const rooms: { session: string; word: string; here: Person[] }[] = [];
    for (const word of ['heron', 'otter']) {
      const { session } = await opened.session(...visitors);
      const here = visitors.map(({ cookie }) => new Person(() => opened.wire(session, { cookie }), chance));
      rooms.push({ session, word, here });
    }

    const checkDisk = async (): Promise<void> => {
      for (const { session, here } of rooms) {
        const saved = here.flatMap(({ acknowledged }) => acknowledged);
        expect(holds(await opened.onDisk(session), saved), 'all that was called saved is on disk').toBe(true);
      }
    };

    for (let step = 0; step < steps; step++) {
      for (const { word, here } of rooms) {
        const person = here[below(people)]!;
        const dice = chance();
        if (dice < 0.45) edit(person, chance, word);
        else if (dice < 0.65) person.speak(false);
        else if (dice < 0.9) person.listen(false);
        else if (dice < 0.97) person.come();
        else person.cut();
      }
      if (chance() < 0.02) disk.refuses = chance() < 0.5 ? () => true : () => false;
      if (step % 100 === 50) await checkDisk();
      if (step === 200 || step === 400) {
        disk.refuses = () => false;
        await opened.restart();
      }
      await pass(stepMs);
    }

    disk.refuses = () => false;
    const everybody = rooms.flatMap(({ here }) => here);
    await until(
      () => {
        for (const person of everybody) {
          person.come();
          person.listen(true);
          person.speak(true);
        }
        return everybody.every(({ isDone }) => isDone);
      },
      'everybody is back, and everything is saved',
      20_000,
    );
    const read = (doc: Y.Doc): unknown => ({ text: doc.getText('t').toJSON(), map: doc.getMap('m').toJSON() });
    for (const { session, here } of rooms) {
      const stored = read(await opened.onDisk(session));
      await until(
        () => {
          for (const person of here) person.listen(true);
          return here.every(({ doc }) => isDeepStrictEqual(read(doc), stored));
        },
        'everybody sees what is on disk',
        10_000,
      );
    }
    await checkDisk();
    for (const { word, here } of rooms) {
      const foreign = word === 'heron' ? 'otter' : 'heron';
      for (const { received } of here)
        expect(received.some((frame) => Buffer.from(frame).includes(foreign))).toBe(false);
      // Otherwise nothing was put to the test.
      expect(here.flatMap(({ acknowledged }) => acknowledged).length).toBeGreaterThan(8);
    }
  },
);
