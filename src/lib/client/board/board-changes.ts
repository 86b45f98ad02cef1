import type * as Y from 'yjs';

/** Which cards a deep change of the `cards` map touched, and whether any of them came or went. */
export function changedCards(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): {
  changed: ReadonlySet<string>;
  cameOrWent: boolean;
} {
  const changed = new Set<string>();
  let cameOrWent = false;
  for (const event of events) {
    const [id] = event.path;
    if (typeof id === 'string') {
      changed.add(id);
      continue;
    }
    cameOrWent = true;
    for (const key of event.changes.keys.keys()) changed.add(key);
  }
  return { changed, cameOrWent };
}
