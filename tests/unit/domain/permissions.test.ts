import {
  allRoomRights,
  allSessionRights,
  mayInRoom,
  mayInSession,
  memberRoles,
  sessionRoles,
  sessionStatuses,
  type RoomRight,
  type SessionRight,
} from '#lib/domain/permissions.ts';
import { expect, test } from 'vitest';

/** The table once more, as people would put it: who may (p: peer, o: observer, w: observer who waits for the peers to agree). */
const room: Record<RoomRight, string> = {
  'room:read': 'po',
  'room:rename': 'p',
  'room:invite': 'p',
  'room:leave': 'po',
  'session:create': 'p',
  'promise:read': 'p',
  'image:read': 'p',
  'image:add': 'p',
  'format:write': 'p',
  'date:set': 'p',
};

/** While planned, live, ended. */
const session: Record<SessionRight, readonly [string, string, string]> = {
  'session:join': ['pow', 'pow', 'po'],
  'flow:lead': ['p', 'p', ''],
  'board:read': ['po', 'po', 'po'],
  'board:write': ['p', 'p', ''],
  'note:observe': ['', 'po', ''],
  'sign:show': ['p', 'p', ''],
  'agreement:sign': ['', 'p', ''],
  'format:choose': ['p', 'p', ''],
  'words:write': ['', '', 'p'],
  'reflection:write': ['', '', 'po'],
  'session:export': ['po', 'po', 'po'],
};

const letter = { peer: 'p', observer: 'o', waiting: 'w' } as const;

test('every right is in this table', () => {
  expect(allRoomRights.toSorted()).toEqual(Object.keys(room).toSorted());
  expect(allSessionRights.toSorted()).toEqual(Object.keys(session).toSorted());
});

test.each(allRoomRights.flatMap((right) => memberRoles.map((role) => [role, right] as const)))(
  '%s: %s',
  (role, right) => {
    expect(mayInRoom(role, right)).toBe(room[right].includes(letter[role]));
  },
);

test.each(
  allSessionRights.flatMap((right) =>
    sessionRoles.flatMap((role) => sessionStatuses.map((status, nth) => [role, right, status, nth] as const)),
  ),
)('%s: %s while %s', (role, right, status, nth) => {
  expect(mayInSession(role, right, status)).toBe(session[right][nth]?.includes(letter[role]));
});

test('somebody who is no member may do nothing at all', () => {
  for (const right of allRoomRights) expect(mayInRoom(null, right)).toBe(false);
  for (const right of allSessionRights) {
    for (const status of sessionStatuses) expect(mayInSession(null, right, status)).toBe(false);
  }
});
