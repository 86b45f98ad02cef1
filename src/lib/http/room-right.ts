import { error } from '@sveltejs/kit';
import { errorSentences } from '#lib/domain/errors.ts';
import { mayInRoom, type MemberRole, type RoomRight } from '#lib/domain/permissions.ts';

/** Keeps members out of a page that is only for those who have this right; services ask again when something is done. */
export function requireRoomRight(role: MemberRole, right: RoomRight): void {
  if (!mayInRoom(role, right)) error(403, { message: errorSentences['not-allowed'], code: 'not-allowed' });
}
