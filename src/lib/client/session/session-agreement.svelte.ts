import { z } from 'zod';
import { askServer } from '#lib/client/ask-server.ts';

const signatureSchema = z.object({ user: z.string(), name: z.string(), at: z.number(), text: z.string() });
const signedSchema = z.object({
  number: z.number(),
  text: z.string(),
  by: z.array(z.object({ user: z.string(), name: z.string(), at: z.number() })),
});
const answerSchema = z.object({ signatures: z.array(signatureSchema), before: signedSchema.nullable() });

/** The agreement on the board, and how it stands. */
export interface Terms {
  /** Null while nothing is written. */
  text: string | null;
  /** All that this person wrote is on the server. */
  saved: boolean;
  /** Grows when who has signed may be out of date. */
  signings: number;
}

/** Who has signed the agreement of a session, and what the room signed before. It asks when it is told to. */
export class SessionAgreement {
  readonly #path: string;
  #known = $state.raw<z.infer<typeof answerSchema> | null>(null);
  #failure = $state('');
  #busy = $state(false);

  constructor(session: string) {
    this.#path = `/sessions/${session}/agreement`;
  }

  /** Null until the server has answered. */
  get signatures(): z.infer<typeof signatureSchema>[] | null {
    return this.#known?.signatures ?? null;
  }

  /** The wording that the room signed in an earlier session; null for none. */
  get before(): z.infer<typeof signedSchema> | null {
    return this.#known?.before ?? null;
  }

  /** Why the last thing came to nothing, as a sentence; empty when it did not. */
  get failure(): string {
    return this.#failure;
  }

  get busy(): boolean {
    return this.#busy;
  }

  async fetch(): Promise<void> {
    const answer = await askServer(this.#path, answerSchema);
    if (answer.ok) this.#known = answer.value;
    this.#failure = answer.ok ? '' : answer.sentence;
  }

  /** Signs what one has read. */
  async sign(text: string): Promise<void> {
    this.#busy = true;
    const answer = await askServer(this.#path, z.object({ signed: z.literal(true) }), {
      method: 'POST',
      body: { text },
    });
    if (answer.ok) await this.fetch();
    else this.#failure = answer.sentence;
    this.#busy = false;
  }
}
