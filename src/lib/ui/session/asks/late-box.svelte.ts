import { tick } from 'svelte';

/** A box under a button whose code is fetched at the first press; from then on the box has a button of its own. */
export class LateBox<Part> {
  readonly #load: () => Promise<{ default: Part }>;
  #part = $state.raw<Part | null>(null);
  #missing = $state(false);
  open = $state(false);

  constructor(load: () => Promise<{ default: Part }>) {
    this.#load = load;
  }

  /** Null until it was wanted. */
  get part(): Part | null {
    return this.#part;
  }

  /** It was wanted and could not be fetched. */
  get missing(): boolean {
    return this.#missing;
  }

  /** The press on the button before its box is there. `host` holds the button, which gives way to the box's own. */
  async want(press: MouseEvent, host: HTMLElement | undefined): Promise<void> {
    this.#missing = false;
    try {
      this.#part = (await this.#load()).default;
    } catch {
      this.#missing = true;
      return;
    }
    await tick();
    const button = host?.querySelector('button');
    // The focus was on the button that is gone, and comes back to this one when the box closes.
    button?.focus();
    // A key is passed on to the new button: a menu opened by one goes to its first item.
    if (press.detail === 0) button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    this.open = true;
  }

  forgive(): void {
    this.#missing = false;
  }
}
