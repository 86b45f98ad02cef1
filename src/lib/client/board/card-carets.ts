import type { Awareness } from 'y-protocols/awareness';
import { readStampedAwareness } from '#lib/protocol/awareness.ts';

/** What the editor reads of others. */
interface Caret {
  user: { name: string; color: string; colorLight: string };
  cursor: unknown;
}

interface Change {
  added: number[];
  updated: number[];
  removed: number[];
}

type Listener = (change: Change, origin: unknown) => void;

/**
 * Awareness as y-codemirror wants it: each person with a colour, which is their hue. It speaks up only when somebody's
 * caret moved, so that pointers, thirty times a second, do not make the editor draw.
 */
export function huedAwareness(awareness: Awareness) {
  const listeners = new Set<Listener>();
  let carets = readCarets(awareness);

  const onChange: Listener = (change, origin) => {
    const before = carets;
    carets = readCarets(awareness);
    const clients = [...change.added, ...change.updated, ...change.removed];
    const moved = clients.some((client) => JSON.stringify(before.get(client)) !== JSON.stringify(carets.get(client)));
    if (moved) for (const listener of listeners) listener(change, origin);
  };
  awareness.on('change', onChange);

  return {
    awareness: {
      doc: awareness.doc,
      getStates: () => carets,
      getLocalState: () => awareness.getLocalState(),
      setLocalStateField: (field: string, value: unknown) => awareness.setLocalStateField(field, value),
      on: (_name: 'change', listener: Listener) => listeners.add(listener),
      off: (_name: 'change', listener: Listener) => listeners.delete(listener),
    },
    destroy: () => awareness.off('change', onChange),
  };
}

function readCarets(awareness: Awareness): Map<number, Caret> {
  const carets = new Map<number, Caret>();
  for (const [client, state] of awareness.getStates()) {
    if (client === awareness.doc.clientID) continue;
    const said = readStampedAwareness(state);
    if (said === null) continue;
    const { cursor } = said;
    if (!isCaret(cursor)) continue;
    const hue = `var(--voice-${String(said.user.hue)})`;
    const user = {
      name: said.user.name,
      color: hue,
      colorLight: `color-mix(in oklab, ${hue} 24%, transparent)`,
    };
    carets.set(client, { user, cursor });
  }
  return carets;
}

/** A caret that a peer made up wrongly must not break one's own editor. */
function isCaret(cursor: unknown): boolean {
  return (
    typeof cursor === 'object' &&
    cursor !== null &&
    'anchor' in cursor &&
    'head' in cursor &&
    isPosition(cursor.anchor) &&
    isPosition(cursor.head)
  );
}

/** A relative position of Yjs as JSON. */
function isPosition(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return ('type' in value && isYjsId(value.type)) || ('item' in value && isYjsId(value.item));
}

function isYjsId(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('client' in value) || !('clock' in value)) return false;
  return [value.client, value.clock].every((part) => Number.isSafeInteger(part) && Number(part) >= 0);
}
