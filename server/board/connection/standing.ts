/** The rights of one open connection, kept up to date by the news. */
import { mayInSession } from '#lib/domain/permissions.ts';
import type { Person } from '#lib/domain/person.ts';
import { boardClose, type BoardClose } from '#lib/protocol/board-messages.ts';
import type { News } from '../../realtime/bus.ts';
import type { Admission, Refusal } from './admission.ts';

/** What news ask of a connection. */
export type Consequence =
  { readonly must: 'nothing' | 'ask-again' } | { readonly must: 'close'; readonly why: BoardClose };

const nothing: Consequence = { must: 'nothing' };

export class Standing {
  readonly #ask: () => Promise<Admission | { refusal: Refusal }>;
  #admission: Admission;
  /** Sessions do not come back to life, so what was once heard outlives any older answer of the store. */
  #ended = false;
  #questions = 0;

  constructor(admission: Admission, ask: () => Promise<Admission | { refusal: Refusal }>) {
    this.#admission = admission;
    this.#ask = ask;
  }

  get person(): Person {
    return this.#admission.access.person;
  }

  get session(): string {
    return this.#admission.access.session.id;
  }

  get canWrite(): boolean {
    const { role, session } = this.#admission.access;
    return mayInSession(role, 'board:write', this.#ended ? 'ended' : session.status);
  }

  hear(news: News): Consequence {
    const { signIn, access } = this.#admission;
    switch (news.type) {
      case 'member-removed':
        return news.room === access.session.room && news.user === access.person.id
          ? close(boardClose.notAllowed)
          : nothing;
      case 'signed-out':
        return news.signIn === signIn ? close(boardClose.notSignedIn) : nothing;
      case 'session-ended':
        if (news.session === access.session.id) this.#ended = true;
        return nothing;
      case 'members-changed':
        return news.room === access.session.room ? { must: 'ask-again' } : nothing;
      case 'watchers-changed':
        return news.session === access.session.id && access.role !== 'peer' && !news.watching.includes(access.person.id)
          ? close(boardClose.notAllowed)
          : nothing;
      case 'board-quiet':
      case 'agreement-signed':
      case 'closing-changed':
        return nothing;
    }
  }

  /** Reads the rights anew. Says why the connection has to close, if it has to. Rejects when they cannot be read. */
  async askAgain(): Promise<BoardClose | null> {
    const question = ++this.#questions;
    const answer = await this.#ask();
    // A question asked later has the newer answer.
    if (question !== this.#questions) return null;
    if ('refusal' in answer) return answer.refusal === 'not-signed-in' ? boardClose.notSignedIn : boardClose.notAllowed;
    this.#admission = answer;
    return null;
  }
}

const close = (why: BoardClose): Consequence => ({ must: 'close', why });
