import { z } from 'zod';
import { askServer } from '#lib/client/ask-server.ts';

const answerSchema = z.object({ prompts: z.array(z.string()) });

/** One's own favourite questions, as the server keeps them for every session. */
export class Favourites {
  #prompts = $state.raw<readonly string[]>([]);
  #failure = $state<string | null>(null);

  get prompts(): readonly string[] {
    return this.#prompts;
  }

  /** Why the last change came to nothing, as a sentence. */
  get failure(): string | null {
    return this.#failure;
  }

  has(prompt: string): boolean {
    return this.#prompts.includes(prompt);
  }

  /** Fetches them. Without a connection there are none to offer, which is no reason to disturb anybody. */
  async load(): Promise<void> {
    const answer = await askServer('/favourites', answerSchema);
    if (answer.ok) this.#prompts = answer.value.prompts;
  }

  /** Keeps a question, or lets go of it. */
  async toggle(prompt: string): Promise<void> {
    const method = this.has(prompt) ? 'DELETE' : 'POST';
    const answer = await askServer('/favourites', answerSchema, { method, body: { prompt } });
    this.#failure = answer.ok ? null : answer.sentence;
    if (answer.ok) this.#prompts = answer.value.prompts;
  }
}
