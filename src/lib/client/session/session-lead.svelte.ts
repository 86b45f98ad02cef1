import type { FlowCommand } from '#lib/domain/flow/flow.ts';
import type { SessionClient } from './session-client.svelte.ts';
import type { News } from './session-news-line.svelte.ts';
import { failureSentence } from './session-sentences.ts';
import type { SessionView } from './session-view.svelte.ts';

/** How long a refusal stays, in milliseconds: long enough to be read twice; after that it is about something that is over. */
const refusalMs = 15_000;

/** A person's own commands to the flow: what was refused is said, and so, to those who hear the page, what was done. */
export class SessionLead {
  readonly #client: SessionClient;
  readonly #view: SessionView;
  readonly #news: News;
  #refusal = $state<string | null>(null);
  #done = $state('');
  #forgetting: ReturnType<typeof setTimeout> | undefined;

  constructor(client: SessionClient, view: SessionView, news: News) {
    this.#client = client;
    this.#view = view;
    this.#news = news;
  }

  /** The sentence about the last command that came to nothing; null once it has been read. */
  get refusal(): string | null {
    return this.#refusal;
  }

  /** What came of the last one. */
  get done(): string {
    return this.#done;
  }

  say(sentence: string): void {
    this.#done = sentence;
  }

  /** Returns why it came to nothing, as a sentence; null when it was carried out. */
  async command(what: FlowCommand): Promise<string | null> {
    this.#refusal = null;
    this.#done = '';
    const result = await this.#client.send(what);
    if (!result.ok) return failureSentence(result.error);
    this.#news.past('flow');
    const { planned, eyebrow, say } = this.#view;
    const parts = planned === null ? [] : [planned.step.title, eyebrow, say?.you].filter((part) => part != null);
    this.#done = parts.map((part) => `${part}.`).join(' ');
    return null;
  }

  /** The same, where the refusal is shown with the controls. */
  async lead(what: FlowCommand): Promise<void> {
    this.#refusal = await this.command(what);
    clearTimeout(this.#forgetting);
    if (this.#refusal !== null) this.#forgetting = setTimeout(() => this.dismiss(), refusalMs);
  }

  /** The refusal has been read. */
  dismiss(): void {
    this.#refusal = null;
  }

  close(): void {
    clearTimeout(this.#forgetting);
  }
}
