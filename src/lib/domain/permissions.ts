/**
 * Who may do what: the only table. Routes, Socket.IO, the board's socket and the interface all ask here.
 * `observer` reads and is seen, and writes nothing on the board but notes of their own, through the server.
 */
export const memberRoles = ['peer', 'observer'] as const;
export type MemberRole = (typeof memberRoles)[number];

export const sessionStatuses = ['planned', 'live', 'ended'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/** What a member is in one session: an observer is `waiting` until every peer with a seat agrees that they watch. */
export const sessionRoles = [...memberRoles, 'waiting'] as const;
export type SessionRole = (typeof sessionRoles)[number];

/** What somebody with this role in a session is in its room. */
export const memberRoleOf = (role: SessionRole): MemberRole => (role === 'waiting' ? 'observer' : role);

/** Rights in a room, whatever session is going on. */
const roomRights = {
  'room:read': ['peer', 'observer'],
  'room:rename': ['peer'],
  'room:invite': ['peer'],
  'room:leave': ['peer', 'observer'],
  'session:create': ['peer'],
  /** Read what was promised in sessions, which an observer may not have watched. */
  'promise:read': ['peer'],
  /** See every picture of the room. Others see those of boards that they may read: `board:read`. */
  'image:read': ['peer'],
  /** Put a picture on a board. */
  'image:add': ['peer'],
  /** Make, change and delete the room's own formats. Reading them is part of `room:read`. */
  'format:write': ['peer'],
  /** Say when the room meets next. Reading it is part of `room:read`. */
  'date:set': ['peer'],
} as const satisfies Record<string, readonly MemberRole[]>;

/** Rights in a session: the roles that have them in each of its states. */
const sessionRights = {
  /** Have its page open. Whoever waits sees there who agrees that they watch, and nothing of the session itself. */
  'session:join': {
    planned: ['peer', 'observer', 'waiting'],
    live: ['peer', 'observer', 'waiting'],
    ended: ['peer', 'observer'],
  },
  'flow:lead': { planned: ['peer'], live: ['peer'], ended: [] },
  'board:read': { planned: ['peer', 'observer'], live: ['peer', 'observer'], ended: ['peer', 'observer'] },
  'board:write': { planned: ['peer'], live: ['peer'], ended: [] },
  /** What an observer may write: notes about the coaching, and nothing else. */
  'note:observe': { planned: [], live: ['peer', 'observer'], ended: [] },
  /** Show a mark or a short reaction to everybody. */
  'sign:show': { planned: ['peer'], live: ['peer'], ended: [] },
  /** Sign the agreement that its board holds. Reading who signed is part of `board:read`. */
  'agreement:sign': { planned: [], live: ['peer'], ended: [] },
  /** Lead the session by another format. Only before the start, which the flow sees to. */
  'format:choose': { planned: ['peer'], live: ['peer'], ended: [] },
  /** Say a word to a peer once it is over. What is said is read by its writer and by whom it is for, whatever their role. */
  'words:write': { planned: [], live: [], ended: ['peer'] },
  /** Write a reflection for oneself. Nobody else has any right to it. */
  'reflection:write': { planned: [], live: [], ended: ['peer', 'observer'] },
  'session:export': { planned: ['peer', 'observer'], live: ['peer', 'observer'], ended: ['peer', 'observer'] },
} as const satisfies Record<string, Record<SessionStatus, readonly SessionRole[]>>;

export type RoomRight = keyof typeof roomRights;
export type SessionRight = keyof typeof sessionRights;

export const allRoomRights = Object.keys(roomRights) as RoomRight[];
export const allSessionRights = Object.keys(sessionRights) as SessionRight[];

/** Whether a member with this role (null: not a member) may do this in the room. */
export function mayInRoom(role: MemberRole | null, right: RoomRight): boolean {
  const roles: readonly MemberRole[] = roomRights[right];
  return role !== null && roles.includes(role);
}

/** Whether a member with this role (null: not a member) may do this in a session with this status. */
export function mayInSession(role: SessionRole | null, right: SessionRight, status: SessionStatus): boolean {
  const roles: readonly SessionRole[] = sessionRights[right][status];
  return role !== null && roles.includes(role);
}
