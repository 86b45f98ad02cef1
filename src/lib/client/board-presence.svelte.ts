import { SvelteMap } from 'svelte/reactivity';
import type { Awareness } from 'y-protocols/awareness';
import type { Point } from '#lib/domain/card.ts';
import { stampedAwarenessSchema, type StampedAwareness } from '#lib/protocol/awareness.ts';
import type { CardMark, OwnPresence, PeerPointer } from './board-model.ts';

/** At most about 30 states a second leave this page. */
const sayEveryMs = 33;
/** A pointer that rests this long is no longer shown. */
const idleAfterMs = 10_000;

interface Seen {
  state: StampedAwareness;
  /** When the pointer last moved, on this device's clock. */
  movedAt: number;
}

/** Awareness turned into runes: pointers, marks and drags wake their readers only when they themselves change. */
export class BoardPresence {
  readonly #awareness: Awareness;
  readonly #me: string;
  readonly #seen = new Map<number, Seen>();
  #pointers = $state.raw<PeerPointer[]>([]);
  #drags = $state.raw<Readonly<Record<string, Point>>>({});
  readonly #marks = new SvelteMap<string, readonly CardMark[]>();
  #unsaid: OwnPresence | null = null;
  #sayTimer: ReturnType<typeof setTimeout> | null = null;
  #saidAt = 0;
  readonly #idleTimer: ReturnType<typeof setInterval>;

  constructor(awareness: Awareness, me: string) {
    this.#awareness = awareness;
    this.#me = me;
    awareness.on('change', this.#read);
    this.#idleTimer = setInterval(() => this.#readPointers(), 1_000);
  }

  get pointers(): readonly PeerPointer[] {
    return this.#pointers;
  }

  get drags(): Readonly<Record<string, Point>> {
    return this.#drags;
  }

  marks(id: string): readonly CardMark[] {
    return this.#marks.get(id) ?? [];
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
    clearInterval(this.#idleTimer);
    if (this.#sayTimer !== null) clearTimeout(this.#sayTimer);
  }

  readonly #flush = (): void => {
    this.#sayTimer = null;
    this.#saidAt = performance.now();
    const current = this.#awareness.getLocalState();
    if (current === null || this.#unsaid === null) return;
    this.#awareness.setLocalState({ ...current, ...this.#unsaid });
    this.#unsaid = null;
  };

  readonly #read = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }): void => {
    for (const client of removed) this.#seen.delete(client);
    for (const client of [...added, ...updated]) this.#see(client);
    this.#readPointers();
    this.#readDrags();
    this.#readMarks();
  };

  #see(client: number): void {
    const parsed = stampedAwarenessSchema.safeParse(this.#awareness.getStates().get(client));
    // Other pages of the same person are not shown to them, and a state that makes no sense is nobody.
    if (!parsed.success || parsed.data.user.id === this.#me) {
      this.#seen.delete(client);
      return;
    }
    const before = this.#seen.get(client);
    const moved = !samePoint(before?.state.pointer ?? null, parsed.data.pointer ?? null);
    this.#seen.set(client, { state: parsed.data, movedAt: moved || before === undefined ? performance.now() : before.movedAt });
  }

  #readPointers(): void {
    const since = performance.now() - idleAfterMs;
    const next: PeerPointer[] = [];
    for (const [client, { state, movedAt }] of this.#seen) {
      if (state.pointer == null || movedAt < since) continue;
      const before = this.#pointers.find((pointer) => pointer.client === client);
      const same = before !== undefined && samePoint(before.at, state.pointer) && before.person.name === state.user.name;
      next.push(same ? before : { client, person: state.user, at: state.pointer });
    }
    const changed = next.length !== this.#pointers.length || next.some((pointer, i) => pointer !== this.#pointers[i]);
    if (changed) this.#pointers = next;
  }

  #readDrags(): void {
    const next: Record<string, Point> = {};
    for (const { state } of this.#seen.values()) Object.assign(next, state.dragging);
    const ids = Object.keys(next);
    const before = this.#drags;
    const same = ids.length === Object.keys(before).length && ids.every((id) => samePoint(before[id] ?? null, next[id] ?? null));
    if (!same) this.#drags = next;
  }

  #readMarks(): void {
    const next = new Map<string, CardMark[]>();
    for (const { state } of this.#seen.values()) {
      const ids = new Set(state.selection);
      if (state.writing != null) ids.add(state.writing);
      for (const id of ids) {
        const marks = next.get(id) ?? [];
        const writing = state.writing === id;
        const same = marks.findIndex((mark) => mark.person.id === state.user.id);
        if (same === -1) marks.push({ person: state.user, writing });
        else if (writing) marks[same] = { person: state.user, writing };
        next.set(id, marks);
      }
    }
    for (const id of [...this.#marks.keys()]) if (!next.has(id)) this.#marks.delete(id);
    for (const [id, marks] of next) if (!sameMarks(this.#marks.get(id), marks)) this.#marks.set(id, marks);
  }
}

function samePoint(a: Point | null, b: Point | null): boolean {
  return a === b || (a !== null && b !== null && a.x === b.x && a.y === b.y);
}

function sameMarks(a: readonly CardMark[] | undefined, b: readonly CardMark[]): boolean {
  return (
    a !== undefined &&
    a.length === b.length &&
    a.every((mark, i) => {
      const other = b[i];
      return (
        other !== undefined &&
        mark.writing === other.writing &&
        mark.person.id === other.person.id &&
        mark.person.hue === other.person.hue &&
        mark.person.name === other.person.name
      );
    })
  );
}
