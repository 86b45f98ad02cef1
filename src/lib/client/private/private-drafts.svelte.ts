import { SvelteSet } from 'svelte/reactivity';
import { z } from 'zod';
import { cardKinds, cardTextLimit } from '#lib/domain/board/card.ts';
import { privateDraftsKey } from './private-drafts-key.ts';

const draftSchema = z.object({
  /** The id of the card that it becomes, so that showing it twice makes one card. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  /** `seal`: private writing of a sealed step. `idea`: a coach's idea that waits to be invited. */
  purpose: z.enum(['seal', 'idea']),
  /** The place in the plan that it was written in. */
  position: z.number().int().min(0),
  step: z.string(),
  turn: z.number().int().min(0).nullable(),
  kind: z.enum(cardKinds),
  label: z.string().max(40).nullable(),
  text: z.string().max(cardTextLimit),
  scale: z.number().int().min(0).max(10).nullable(),
  /** The answer that was chosen, where the step gives some to choose from. */
  choice: z.string().max(40).nullable().default(null),
  /** It has been put on the board, and is kept until the board has it safely. */
  shown: z.boolean(),
});
export type Draft = z.infer<typeof draftSchema>;

const storedSchema = z.object({ version: z.literal(1), drafts: z.array(draftSchema).max(200) });

/**
 * What one person writes in private during one session. It lies in this browser's storage, where a reload finds it, and
 * nowhere else: no server sees it before it is shown.
 */
export class PrivateDrafts {
  readonly #key: string;
  #drafts = $state.raw<readonly Draft[]>([]);
  #kept = $state(true);
  readonly #listening = (event: StorageEvent): void => {
    if (event.key === this.#key) this.#drafts = read(this.#key);
  };

  /** Only in a browser. Another tab of the same person shows the same drafts. */
  constructor(session: string, user: string) {
    this.#key = privateDraftsKey(session, user);
    this.#drafts = read(this.#key);
    addEventListener('storage', this.#listening);
  }

  get all(): readonly Draft[] {
    return this.#drafts;
  }

  /** Whether the last thing that was written outlives this page. */
  get kept(): boolean {
    return this.#kept;
  }

  add(draft: Omit<Draft, 'shown'>): void {
    this.#set([...this.#drafts, { ...draft, shown: false }]);
  }

  change(id: string, change: Partial<Pick<Draft, 'text' | 'scale' | 'choice' | 'shown'>>): void {
    this.#set(this.#drafts.map((draft) => (draft.id === id ? { ...draft, ...change } : draft)));
  }

  remove(ids: readonly string[]): void {
    const gone = new SvelteSet(ids);
    if (this.#drafts.some(({ id }) => gone.has(id))) this.#set(this.#drafts.filter(({ id }) => !gone.has(id)));
  }

  close(): void {
    removeEventListener('storage', this.#listening);
  }

  #set(drafts: readonly Draft[]): void {
    this.#drafts = drafts;
    try {
      if (drafts.length === 0) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, JSON.stringify({ version: 1, drafts }));
      this.#kept = true;
    } catch {
      // Storage is blocked or full: the drafts live as long as the page, and the page says so.
      this.#kept = false;
    }
  }
}

/** Nothing where there is nothing, or nothing that this program wrote. */
function read(key: string): readonly Draft[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    const parsed = storedSchema.safeParse(stored);
    return parsed.success ? parsed.data.drafts : [];
  } catch {
    return [];
  }
}
