import type { Point } from '#lib/domain/board/card.ts';
import type { Person } from '#lib/domain/person.ts';
import { readStampedAwareness, type BoardSight, type Drawing, type StampedAwareness } from '#lib/protocol/awareness.ts';
import type { CardMark, Companion, PeerMotion, PeerPointer } from './board-model.ts';

/** A pointer that rests this long is no longer shown. */
const idleAfterMs = 10_000;

interface Seen {
  state: StampedAwareness;
  /** When the pointer last moved, in milliseconds of a clock that only goes forward. */
  movedAt: number;
}

/**
 * What the others' awareness says, as pointers, marks and drags. Whatever did not change comes back as the same object,
 * so that its readers are left in peace.
 */
export class BoardPeers {
  readonly #me: string;
  readonly #seen = new Map<number, Seen>();

  constructor(me: string) {
    this.#me = me;
  }

  /** Takes in one connection's state. A state that makes no sense is nobody; other pages of `me` are not shown. */
  see(client: number, state: unknown, now: number): void {
    const said = readStampedAwareness(state);
    if (said === null || said.user.id === this.#me) {
      this.#seen.delete(client);
      return;
    }
    const before = this.#seen.get(client);
    const moved = before === undefined || !samePoint(before.state.pointer, said.pointer);
    this.#seen.set(client, { state: said, movedAt: moved ? now : before.movedAt });
  }

  forget(client: number): void {
    this.#seen.delete(client);
  }

  pointers(before: readonly PeerPointer[], now: number): readonly PeerPointer[] {
    const next: PeerPointer[] = [];
    for (const [client, { state, movedAt }] of this.#seen) {
      if (state.pointer == null || now - movedAt >= idleAfterMs) continue;
      const old = before.find((pointer) => pointer.client === client);
      const same = old !== undefined && samePerson(old.person, state.user);
      next.push(same ? old : { client, person: state.user, at: state.pointer });
    }
    const same = next.length === before.length && next.every((pointer, index) => pointer === before[index]);
    return same ? before : next;
  }

  /** Where everything of theirs is just now. */
  motion(): PeerMotion {
    const pointers = new Map<number, Point>();
    const views = new Map<string, BoardSight>();
    const drawings = new Map<number, Drawing>();
    for (const [client, { state }] of this.#seen) {
      if (state.pointer != null) pointers.set(client, state.pointer);
      if (state.view != null) views.set(state.user.id, state.view);
      if (state.drawing != null) drawings.set(client, state.drawing);
    }
    return { pointers, views, drawings, drags: this.drags({}) };
  }

  /** Their pages, and what these say of being here together; the same list as before while that stays the same. */
  companions(before: readonly Companion[]): readonly Companion[] {
    const next = [...this.#seen].map(([client, { state }]) => companionOf(client, state));
    return JSON.stringify(next) === JSON.stringify(before) ? before : next;
  }

  drags(before: Readonly<Record<string, Point>>): Readonly<Record<string, Point>> {
    const next: Record<string, Point> = {};
    for (const { state } of this.#seen.values()) Object.assign(next, state.dragging);
    const ids = Object.keys(next);
    const same = ids.length === Object.keys(before).length && ids.every((id) => samePoint(before[id], next[id]));
    return same ? before : next;
  }

  /** Strokes that somebody's eraser has passed over. */
  erasing(before: ReadonlySet<string>): ReadonlySet<string> {
    const next = [...this.#seen.values()].flatMap(({ state }) => state.erasing ?? []);
    if (next.length === 0 && before.size === 0) return before;
    const ids = new Set(next);
    return ids.size === before.size && next.every((id) => before.has(id)) ? before : ids;
  }

  /** Who says that they removed these cards last, by the cards' ids. */
  removals(): ReadonlyMap<string, Person> {
    const removals = new Map<string, Person>();
    for (const { state } of this.#seen.values()) for (const id of state.removed ?? []) removals.set(id, state.user);
    return removals;
  }

  /** For each card that others attend to: who. A person with two pages open counts once. */
  marks(): ReadonlyMap<string, readonly CardMark[]> {
    const marks = new Map<string, CardMark[]>();
    for (const { state } of this.#seen.values()) {
      const ids = new Set(state.selection);
      if (state.writing != null) ids.add(state.writing);
      for (const id of ids) {
        const onCard = marks.get(id) ?? [];
        const mark = { person: state.user, writing: state.writing === id };
        const same = onCard.findIndex(({ person }) => person.id === state.user.id);
        if (same === -1) onCard.push(mark);
        else if (mark.writing) onCard[same] = mark;
        marks.set(id, onCard);
      }
    }
    return marks;
  }
}

function companionOf(client: number, state: StampedAwareness): Companion {
  const { user, view, selection, following, call, reply, spotlight, unlit } = state;
  return {
    client,
    // Only what is meant to be here: a state may carry more.
    person: { id: user.id, name: user.name, hue: user.hue },
    hasView: view != null,
    card: selection?.length === 1 ? (selection[0] ?? null) : null,
    following: following ?? null,
    call: call ?? null,
    reply: reply ?? null,
    spotlight: spotlight ?? null,
    unlit: unlit ?? null,
  };
}

/** Whether two lists of marks would look the same. */
export function sameMarks(a: readonly CardMark[], b: readonly CardMark[]): boolean {
  return (
    a.length === b.length &&
    a.every((mark, index) => {
      const other = b[index];
      return other !== undefined && mark.writing === other.writing && samePerson(mark.person, other.person);
    })
  );
}

function samePoint(a: Point | null | undefined, b: Point | null | undefined): boolean {
  return a == null || b == null ? a == b : a.x === b.x && a.y === b.y;
}

function samePerson(a: CardMark['person'], b: CardMark['person']): boolean {
  return a.id === b.id && a.hue === b.hue && a.name === b.name;
}
