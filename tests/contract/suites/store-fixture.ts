/** Rows to begin a test with. Ids are made by counting, so that failures read the same on every run. */
import { defineFormat } from '#lib/domain/formats/format.ts';
import { flowStateSchema, type FlowState } from '#lib/domain/flow/flow.ts';
import type { ActionRow } from '../../../server/store/ports/action-port.ts';
import type { InviteRow } from '../../../server/store/ports/invite-port.ts';
import type { Store } from '../../../server/store/ports/store.ts';
import type { UserRow } from '../../../server/store/ports/user-port.ts';

export const noon = Date.UTC(2026, 10, 27, 12);

export const format = defineFormat({
  id: 'short',
  title: 'Kurzgespräch',
  summary: 'One step for the tests.',
  people: { min: 2, max: 6 },
  stages: [
    {
      kind: 'step',
      id: 'talk',
      title: 'Talk',
      minutes: 5,
      floor: 'both',
      prompts: [],
      say: { coachee: 'Talk.', coach: 'Listen.' },
      practice: null,
      yields: [],
    },
  ],
});

export const lobby: FlowState = flowStateSchema.parse({ status: 'lobby', seats: [], swap: null });

const underWay = {
  seats: ['ama', 'ben'],
  swap: null,
  turns: 2,
  position: 0,
  bookmarks: [0, 0],
  spent: [0],
  added: [0],
  startedAt: noon + 1_000,
};

export const running: FlowState = flowStateSchema.parse({ status: 'running', ...underWay, since: noon + 1_000 });

export function ended(at: number): FlowState {
  return flowStateSchema.parse({ status: 'ended', ...underWay, endedAt: at });
}

export const noCounts = { goals: 0, questions: 0, actions: 0, notes: 0 };

/** The two bytes of an update that changes nothing. */
export const seed = new Uint8Array([0, 0]);

export function user(id: string, more: Partial<UserRow> = {}): UserRow {
  return { id, name: id, email: null, passwordHash: null, createdAt: noon, ...more };
}

export async function addUsers(store: Store, ...ids: string[]): Promise<void> {
  for (const id of ids) await store.users.insert(user(id));
}

/** A room that `first` (made here too) opened. */
export async function addRoom(store: Store, id: string, first: string): Promise<void> {
  if ((await store.users.find(first)) === null) await addUsers(store, first);
  await store.rooms.insert(
    { id, name: `Room ${id}`, createdBy: first, createdAt: noon },
    { room: id, user: first, role: 'peer', hue: 1, joinedAt: noon },
  );
}

export function invite(id: string, room: string, createdBy: string, more: Partial<InviteRow> = {}): InviteRow {
  return {
    id,
    room,
    tokenHash: `hash-of-${id}`,
    createdBy,
    createdAt: noon,
    expiresAt: noon + 60_000,
    role: 'peer',
    usesLeft: 5,
    revokedAt: null,
    ...more,
  };
}

/** Lets users (made here too) into a room through an invite. */
export async function addMembers(store: Store, room: string, createdBy: string, ...ids: string[]): Promise<void> {
  await addUsers(store, ...ids);
  const door = invite(`door-of-${room}-for-${ids.join('-')}`, room, createdBy, { usesLeft: ids.length });
  await store.invites.insert(door);
  for (const id of ids) await store.invites.accept(door.tokenHash, id, noon);
}

export function addSession(
  store: Store,
  id: string,
  room: string,
  createdBy: string,
  createdAt = noon,
  flow: FlowState = lobby,
) {
  return store.sessions.insert(
    { id, room, status: 'live', format, createdBy, createdAt, startedAt: null, endedAt: null },
    flow,
    seed,
  );
}

/** Ends a session whose flow is as `addSession` left it. */
export async function endSession(store: Store, id: string, by: string, at: number): Promise<void> {
  if (!(await store.sessions.advanceFlow(id, 0, ended(at), { type: 'end', by, at }))) throw new Error('not ended');
}

export function action(id: string, room: string, session: string, more: Partial<ActionRow> = {}): ActionRow {
  return {
    id,
    room,
    session,
    lastSession: session,
    owner: null,
    text: `Do ${id}`,
    due: null,
    confidence: null,
    plan: '',
    status: 'open',
    createdAt: noon,
    updatedAt: noon,
    ...more,
  };
}

/** What the session's board said when it was read for the first time. */
export function project(
  store: Pick<Store, 'outcomes'>,
  session: string,
  actions: readonly ActionRow[],
  counts = noCounts,
): Promise<void> {
  return store.outcomes.project(session, { actions, counts, through: 1 });
}
