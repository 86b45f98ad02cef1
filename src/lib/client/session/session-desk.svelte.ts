import { isSealed } from '#lib/domain/flow/flow-seal.ts';
import { isAskFirst } from '#lib/domain/flow/flow-tray.ts';
import { hasPrivateDrafts } from '#lib/client/private/private-drafts-key.ts';
import type { DeskSurroundings, PrivateDesk } from '#lib/client/private/private-desk.svelte.ts';

/** Brings in the code of private writing when the session first has a use for it, or this browser holds drafts. */
export class SessionDesk {
  readonly #session: string;
  readonly #me: string;
  readonly #around: DeskSurroundings;
  readonly #load: () => Promise<{ PrivateDesk: typeof PrivateDesk }>;
  #desk = $state.raw<PrivateDesk | null>(null);
  #loading = false;
  #failed = $state(false);
  #closed = false;

  constructor(
    session: string,
    me: string,
    around: DeskSurroundings,
    load: () => Promise<{ PrivateDesk: typeof PrivateDesk }>,
  ) {
    this.#session = session;
    this.#me = me;
    this.#around = around;
    this.#load = load;
  }

  /** Null while nothing private is to be written, and until its code has arrived. */
  get desk(): PrivateDesk | null {
    return this.#desk;
  }

  /** Its code could not be fetched. */
  get failed(): boolean {
    return this.#failed;
  }

  /** To be called in an effect: keeps up with the session. Only in a browser. */
  follow(): void {
    const { flow, format } = this.#around;
    if (this.#desk !== null) this.#desk.follow();
    else if (isSealed(flow) || isAskFirst(flow, format) || hasPrivateDrafts(this.#session, this.#me)) void this.fetch();
  }

  async fetch(): Promise<void> {
    if (this.#loading || this.#desk !== null) return;
    this.#loading = true;
    this.#failed = false;
    try {
      const { PrivateDesk: Desk } = await this.#load();
      if (!this.#closed) this.#desk = new Desk(this.#session, this.#me, this.#around);
    } catch {
      // Said on the page, with a way to try again.
      this.#failed = true;
    } finally {
      this.#loading = false;
    }
  }

  close(): void {
    this.#closed = true;
    this.#desk?.close();
  }
}
