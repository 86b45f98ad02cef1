import type { Mark, Reaction } from '#lib/protocol/session-events.ts';
import type { SessionLink } from './session-link.ts';
import { failureSentence } from './session-sentences.ts';

/** How long a reaction floats at the face of whoever sent it, in milliseconds. */
const floatMs = 3_000;
/** More than these at once are a crowd and no sign: the oldest goes. */
const mostFloats = 12;

export interface Float {
  id: number;
  user: string;
  reaction: Reaction;
}

/** What people show of themselves with a tap. Marks come back with the list of people; reactions float and are gone. */
export class SessionSigns {
  readonly #link: Pick<SessionLink, 'setMark' | 'react'>;
  readonly #onFailure: (sentence: string) => void;
  #floats = $state.raw<readonly Float[]>([]);
  #count = 0;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  /** `onFailure` is told why a sign did not reach the others. */
  constructor(link: Pick<SessionLink, 'setMark' | 'react'>, onFailure: (sentence: string) => void) {
    this.#link = link;
    this.#onFailure = onFailure;
  }

  get floats(): readonly Float[] {
    return this.#floats;
  }

  /** Somebody, oneself included, sent a reaction. */
  readonly heard = ({ user, reaction }: { user: string; reaction: Reaction }): void => {
    const id = (this.#count += 1);
    this.#floats = [...this.#floats, { id, user, reaction }].slice(-mostFloats);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#floats = this.#floats.filter((float) => float.id !== id);
    }, floatMs);
    this.#timers.add(timer);
  };

  async mark(mark: Mark, on: boolean): Promise<void> {
    const answer = await this.#link.setMark({ mark, on });
    if (!answer.ok) this.#onFailure(failureSentence(answer.error));
  }

  async react(reaction: Reaction): Promise<void> {
    const answer = await this.#link.react({ reaction });
    if (!answer.ok) this.#onFailure(failureSentence(answer.error));
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
