import { SvelteMap } from 'svelte/reactivity';
import type { Awareness } from 'y-protocols/awareness';
import type { Point } from '#lib/domain/board/card.ts';
import type { Person } from '#lib/domain/person.ts';
import type { CardMark, Companion, OwnPresence, PeerMotion, PeerPointer } from './board-model.ts';
import { BoardPeers, sameMarks } from './board-peers.ts';
import { fittingPresence } from './fitting-presence.ts';

/** At most about 30 states a second leave this page. */
const sayEveryMs = 33;

/** How often it is looked whether a pointer has come to rest. */
const lookEveryMs = 1_000;

/** Awareness turned into runes: pointers, marks and drags wake their readers only when they themselves change. */
export class BoardPresence {
  readonly #awareness: Awareness;
  readonly #peers: BoardPeers;
  #pointers = $state.raw<readonly PeerPointer[]>([]);
  #drags = $state.raw<Readonly<Record<string, Point>>>({});
  #erasing = $state.raw<ReadonlySet<string>>(new Set());
  #companions = $state.raw<readonly Companion[]>([]);
  readonly #watchers = new Set<(motion: PeerMotion) => void>();
  readonly #marks = new SvelteMap<string, readonly CardMark[]>();
  readonly #removals = new SvelteMap<string, Person>();
  /** All that this page says of itself, also what does not fit for now. */
  #said: OwnPresence = {};
  #unsaid: OwnPresence = {};
  #sayTimer: ReturnType<typeof setTimeout> | null = null;
  #saidAt = -Infinity;
  readonly #lookTimer: ReturnType<typeof setInterval>;

  constructor(awareness: Awareness, me: string) {
    this.#awareness = awareness;
    this.#peers = new BoardPeers(me);
    awareness.on('change', this.#read);
    this.#lookTimer = setInterval(this.#readPointers, lookEveryMs);
  }

  get pointers(): readonly PeerPointer[] {
    return this.#pointers;
  }

  get drags(): Readonly<Record<string, Point>> {
    return this.#drags;
  }

  get erasing(): ReadonlySet<string> {
    return this.#erasing;
  }

  get companions(): readonly Companion[] {
    return this.#companions;
  }

  /** Every movement, as it arrives: thirty times a second is too often to wake what is drawn. Returns what ends it. */
  watch(listener: (motion: PeerMotion) => void): () => void {
    this.#watchers.add(listener);
    listener(this.#peers.motion());
    return () => this.#watchers.delete(listener);
  }

  marks(id: string): readonly CardMark[] {
    return this.#marks.get(id) ?? [];
  }

  /** Who removed a card; null when nobody here says so. */
  removedBy(id: string): Person | null {
    return this.#removals.get(id) ?? null;
  }

  /** Tells the others, now or within a thirtieth of a second. */
  say(presence: OwnPresence): void {
    this.#unsaid = { ...this.#unsaid, ...presence };
    if (this.#sayTimer !== null) return;
    const wait = this.#saidAt + sayEveryMs - performance.now();
    if (wait <= 0) this.#flush();
    else this.#sayTimer = setTimeout(this.#flush, wait);
  }

  destroy(): void {
    this.#awareness.off('change', this.#read);
    clearInterval(this.#lookTimer);
    if (this.#sayTimer !== null) clearTimeout(this.#sayTimer);
  }

  readonly #flush = (): void => {
    this.#sayTimer = null;
    this.#saidAt = performance.now();
    const current = this.#awareness.getLocalState();
    this.#said = { ...this.#said, ...this.#unsaid };
    this.#unsaid = {};
    if (current !== null) this.#awareness.setLocalState({ ...current, ...fittingPresence(this.#said) });
  };

  readonly #read = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }): void => {
    const states = this.#awareness.getStates();
    for (const client of removed) this.#peers.forget(client);
    for (const client of [...added, ...updated]) this.#peers.see(client, states.get(client), performance.now());
    this.#readPointers();
    this.#drags = this.#peers.drags(this.#drags);
    this.#erasing = this.#peers.erasing(this.#erasing);
    this.#companions = this.#peers.companions(this.#companions);
    if (this.#watchers.size > 0) {
      const motion = this.#peers.motion();
      for (const watcher of this.#watchers) watcher(motion);
    }
    this.#readRemovals();
    const marks = this.#peers.marks();
    for (const id of [...this.#marks.keys()]) if (!marks.has(id)) this.#marks.delete(id);
    for (const [id, onCard] of marks) {
      const before = this.#marks.get(id);
      if (before === undefined || !sameMarks(before, onCard)) this.#marks.set(id, onCard);
    }
  };

  #readRemovals(): void {
    const removals = this.#peers.removals();
    for (const id of [...this.#removals.keys()]) if (!removals.has(id)) this.#removals.delete(id);
    for (const [id, person] of removals) if (this.#removals.get(id)?.id !== person.id) this.#removals.set(id, person);
  }

  readonly #readPointers = (): void => {
    this.#pointers = this.#peers.pointers(this.#pointers, performance.now());
  };
}
