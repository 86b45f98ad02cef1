/** What an open connection and its board say to each other: every frame that comes in, every frame that goes out. */
import type { Person } from '#lib/domain/person.ts';
import { boardClose, type BoardClose } from '#lib/protocol/board-messages.ts';
import { Acknowledgements } from './acknowledgements.ts';
import {
  awarenessFrame,
  deniedFrame,
  stateVectorFrame,
  updateFrame,
  type AwarenessEntry,
  type BoardFrame,
} from './codec.ts';
import type { LatePost } from './late-post.ts';
import { wireFrame, type Line, type WireFrame } from './line.ts';
import type { Meter } from '../meter.ts';
import { Outbox } from './outbox.ts';
import { Question } from './question.ts';
import { Pen, type Room, type RoomPeer } from '../room.ts';
import type { SoundUpdate } from '../update/sound-update.ts';
import type { Standing } from './standing.ts';

const lineIsOpen = awarenessFrame([]);

export interface ConversationParts {
  room: Room;
  standing: Standing;
  line: Line;
  latePost: LatePost;
  meter: Meter;
  /** Closes the connection; nothing may be said or heard afterwards. */
  end: (why: BoardClose) => void;
}

export class Conversation implements RoomPeer {
  readonly #room: Room;
  readonly #standing: Standing;
  readonly #end: (why: BoardClose) => void;
  readonly #outbox: Outbox;
  readonly #question: Question;
  readonly #pen: Pen;
  readonly #meter: Meter;
  readonly #acknowledgements = new Acknowledgements();
  #toldSaved = 0;

  constructor({ room, standing, line, latePost, meter, end }: ConversationParts) {
    this.#room = room;
    this.#standing = standing;
    this.#end = end;
    this.#meter = meter;
    this.#outbox = new Outbox({ line, source: room, latePost, meter });
    this.#question = new Question(room, this.#outbox);
    this.#pen = new Pen(room, standing.person.id, this, { stored: (entries) => this.#stored(entries) });
  }

  get person(): Person {
    return this.#standing.person;
  }

  get canWrite(): boolean {
    return this.#standing.canWrite;
  }

  /** Comes to the board: asks the client for what the board lacks, and shows it who is here. */
  begin(): void {
    this.#room.join(this);
    this.#outbox.tell(stateVectorFrame(this.#room.stateVector()));
    this.#room.awareness.welcome(this);
  }

  /** Leaves the board, with the last word on what is saved. What was written stays on its way to disk. */
  leave(): void {
    this.#question.drop();
    this.#outbox.post();
    this.#room.leave(this);
  }

  /** Answers one frame; `data` are its bytes. */
  answer(frame: BoardFrame, data: Uint8Array): void {
    switch (frame.type) {
      case 'state-vector':
        this.#question.ask(frame.stateVector);
        break;
      case 'missing':
        this.#question.hear(frame.update);
        // A client with nothing new still sends all deletions that it knows of: that must not grow the log.
        if (frame.update.isEmpty) this.#known();
        else if (this.#room.holds(frame.update.content)) this.#repeated();
        else this.#write(frame.update, updateFrame(frame.update.bytes));
        break;
      case 'update':
        if (frame.update.isEmpty) this.#known();
        else this.#write(frame.update, wireFrame(data));
        break;
      case 'awareness':
        this.#room.awareness.hear(this, frame.entries);
        break;
      case 'query-awareness':
        this.#room.awareness.show(this);
        break;
      case 'malformed':
        this.#end(boardClose.malformed);
    }
  }

  relay(frame: WireFrame): void {
    this.#outbox.relay(frame);
  }

  sendAwareness(entries: readonly AwarenessEntry[], frame: WireFrame): void {
    this.#outbox.awareness(entries, frame);
  }

  /** The network has taken everything that was sent. */
  drained(): void {
    this.#outbox.drained();
  }

  /** Rights or name were read anew. */
  standingChanged(): void {
    // What was refused is still on the client: a fresh connection brings it along.
    if (this.#standing.canWrite && this.#acknowledgements.anyRefused) this.#end(boardClose.goingAway);
    else this.#room.awareness.renew(this);
  }

  /** Breaks the silence with a message that says nothing. */
  keepAlive(): void {
    this.#outbox.tell(lineIsOpen);
  }

  /** For the pulse: when something was last sent, whether the reader is being skipped, and since when it takes nothing. */
  signs(now: number): { sentAt: number; skipping: boolean; stuckFor: number } {
    return { sentAt: this.#outbox.sentAt, skipping: this.#outbox.skipping, stuckFor: this.#outbox.stuckFor(now) };
  }

  #write(update: SoundUpdate, frame: WireFrame): void {
    if (!this.#standing.canWrite) this.#refuseWrite();
    else if (!this.#room.hasSpaceFor(update)) this.#end(boardClose.boardFull);
    else if (this.#pen.write(update, frame)) {
      this.#acknowledgements.taken();
      this.#meter.took(update.bytes.length);
    } else this.#end(boardClose.unavailable);
  }

  /** The reader stays: only its writes count for nothing, and it is told so once. */
  #refuseWrite(): void {
    if (!this.#acknowledgements.anyRefused) {
      this.#outbox.tell(deniedFrame('read-only'));
      this.#meter.refused('read-only');
    }
    this.#acknowledgements.refused();
  }

  /** A frame with nothing new in it counts as saved, in its turn. */
  #known(): void {
    this.#acknowledgements.known();
    this.#tellSaved();
  }

  /** What is held may have come from somebody else a moment ago, and be on its way to disk like a frame of one's own. */
  #repeated(): void {
    this.#acknowledgements.taken();
    this.#room.whenOnDisk(() => {
      this.#stored(1);
    });
  }

  #stored(entries: number): void {
    this.#acknowledgements.stored(entries);
    this.#tellSaved();
  }

  #tellSaved(): void {
    const { saved } = this.#acknowledgements;
    if (saved <= this.#toldSaved) return;
    this.#toldSaved = saved;
    this.#outbox.saved(saved);
  }
}
