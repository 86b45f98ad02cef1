/** Formats that rooms make for themselves. Rights are checked here; see `server/services.ts` for the promises made. */
import { ExpectedError } from '#lib/domain/errors.ts';
import { checkFormat } from '#lib/domain/formats/format-check.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { mayInRoom, type RoomRight } from '#lib/domain/permissions.ts';
import { nanoid } from 'nanoid';
import type { Clock } from '../clock.ts';
import type { CurrentUser, FormatService, RoomFormat } from '../services.ts';
import type { NamedFormatRow } from '../store/ports/format-port.ts';
import type { Store } from '../store/ports/store.ts';

/** Formats of a room. A pair needs a handful; the list stays one that people can read. */
const mostFormats = 40;

export interface FormatServiceDependencies {
  store: Pick<Store, 'formats' | 'rooms'>;
  clock: Clock;
}

export function createFormatService({ store, clock }: FormatServiceDependencies): FormatService {
  const requireRight = async (user: CurrentUser, room: string, right: RoomRight): Promise<void> => {
    const member = await store.rooms.member(room, user.id);
    if (member === null) throw new ExpectedError('not-found');
    if (!mayInRoom(member.role, right)) throw new ExpectedError('not-allowed');
  };

  /** Why a change found nothing to change: somebody else was quicker, with a change or with the end of it. */
  const refuse = async (room: string, id: string): Promise<never> => {
    throw new ExpectedError((await store.formats.find(room, id)) === null ? 'format-gone' : 'format-stale');
  };

  return {
    async list(user, room) {
      await requireRight(user, room, 'room:read');
      return (await store.formats.listForRoom(room)).map(roomFormat);
    },
    async get(user, room, id) {
      await requireRight(user, room, 'room:read');
      const row = await store.formats.find(room, id);
      if (row === null) throw new ExpectedError('not-found');
      return roomFormat(row);
    },
    async create(user, room, candidate) {
      await requireRight(user, room, 'format:write');
      const format = requireFormat(candidate);
      const id = nanoid();
      const at = clock();
      const row = { id, room, version: 1, format, createdAt: at, updatedAt: at, updatedBy: user.id };
      if (!(await store.formats.insert(row, mostFormats))) throw new ExpectedError('formats-full');
      return { id };
    },
    async save(user, room, id, version, candidate) {
      await requireRight(user, room, 'format:write');
      const change = { format: requireFormat(candidate), updatedAt: clock(), updatedBy: user.id };
      if (!(await store.formats.update(room, id, version, change))) await refuse(room, id);
    },
    async remove(user, room, id, version) {
      await requireRight(user, room, 'format:write');
      if (!(await store.formats.remove(room, id, version))) await refuse(room, id);
    },
  };
}

function requireFormat(candidate: unknown): Format {
  const checked = checkFormat(candidate);
  if (!checked.ok) throw new ExpectedError('format-invalid');
  return checked.format;
}

function roomFormat({ id, version, format, updatedAt, updatedBy, updatedByName }: NamedFormatRow): RoomFormat {
  return {
    id,
    version,
    format,
    updatedAt,
    updatedBy: updatedBy === null || updatedByName === null ? null : { id: updatedBy, name: updatedByName },
  };
}
