/** Formats that rooms made for themselves. */
import type { Format } from '#lib/domain/formats/format.ts';

/** A format that a room made for itself. */
export interface FormatRow {
  id: string;
  room: string;
  /** 1 when it is new; one more with every change. */
  version: number;
  format: Format;
  createdAt: number;
  updatedAt: number;
  updatedBy: string | null;
}

/** A format with the name of whoever changed it last; null when that user is gone. */
export interface NamedFormatRow extends FormatRow {
  updatedByName: string | null;
}

export interface FormatStore {
  /** False when the room has `most` formats already: nothing was stored. */
  insert(row: FormatRow, most: number): Promise<boolean>;
  /** Null for a format of another room. */
  find(room: string, id: string): Promise<NamedFormatRow | null>;
  /** The oldest first, so that the list keeps its order while formats change. */
  listForRoom(room: string): Promise<NamedFormatRow[]>;
  /** Stores `format` as version `version + 1` if the stored one is still `version`. False: nothing was changed. */
  update(
    room: string,
    id: string,
    version: number,
    change: Pick<FormatRow, 'format' | 'updatedAt' | 'updatedBy'>,
  ): Promise<boolean>;
  /** Deletes it if it is still `version`. False: nothing was deleted. */
  remove(room: string, id: string, version: number): Promise<boolean>;
}
