import type { Person } from '#lib/domain/person.ts';
import type { Participant } from '#lib/protocol/session-events.ts';
import { namesOf, type NameOf } from './session-names.ts';
import { presenceNews } from './session-news.ts';

/** Who is in a session as one browser sees it, and who was: whoever has left goes on being called by name. */
export class SessionPeople {
  /** Who may be mentioned besides those in the session: former members, and who left while this page was open. */
  #known = $state.raw<readonly Person[]>([]);
  #participants = $state.raw<Participant[]>([]);
  readonly #nameOf = $derived.by<NameOf>(() => namesOf([...this.#known, ...this.#participants]));

  constructor(known: readonly Person[], participants: Participant[]) {
    this.#known = known;
    this.#participants = participants;
  }

  get participants(): Participant[] {
    return this.#participants;
  }
  /** Everybody who may be mentioned: those in the session first, then those who once were. */
  get everybody(): Person[] {
    const here = this.#participants;
    return [...here, ...this.#known.filter((person) => !here.some(({ id }) => id === person.id))];
  }
  get nameOf(): NameOf {
    return this.#nameOf;
  }

  /** The ids of those who have the session's page open, as the server counts it. */
  present(): string[] {
    return this.#participants.filter(({ presence }) => presence === 'here' || presence === 'away').map(({ id }) => id);
  }

  /** Takes the list that the server sent. Returns a sentence for each thing that changed about the others. */
  take(participants: Participant[], me: string): string[] {
    const before = this.#participants;
    const unknown = before.filter(({ id }) => !this.#known.some((person) => person.id === id));
    if (unknown.length > 0) this.#known = [...this.#known, ...unknown];
    this.#participants = participants;
    return presenceNews(before, participants, me, this.nameOf);
  }
}
