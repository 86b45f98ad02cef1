import type * as Y from 'yjs';
import { boardMaps, schemaVersion } from './board-maps.ts';

/** How a board stands to this program: it can be written on, it must be brought up to date first, or it is too new. */
export type SchemaAge = 'current' | 'older' | 'newer';

/** The version a board was written in; a board without one is as old as can be. */
export function schemaOf(doc: Y.Doc): number {
  const version = boardMaps(doc).meta.get('schemaVersion');
  return typeof version === 'number' && Number.isInteger(version) && version > 0 ? version : 1;
}

export function schemaAge(doc: Y.Doc): SchemaAge {
  const version = schemaOf(doc);
  return version === schemaVersion ? 'current' : version < schemaVersion ? 'older' : 'newer';
}

/**
 * What turns a board of one version into the next, keyed by the version it starts from. Each may run on several pages
 * at the same time, so it only ever writes what comes out the same for all of them.
 */
const migrations: Readonly<Record<number, (doc: Y.Doc) => void>> = {
  // Everything that version 2 adds is absent from a board of version 1, and reads as nothing.
  1: () => undefined,
};

/**
 * Brings an older board up to date, in one transaction that undo does not know. A newer one is left alone: what it
 * holds beyond this program's knowledge stays as it is. Returns whether it wrote.
 */
export function migrateBoard(doc: Y.Doc, origin: unknown = null): boolean {
  if (schemaAge(doc) !== 'older') return false;
  doc.transact(() => {
    for (let version = schemaOf(doc); version < schemaVersion; version += 1) migrations[version]?.(doc);
    boardMaps(doc).meta.set('schemaVersion', schemaVersion);
  }, origin);
  return true;
}
