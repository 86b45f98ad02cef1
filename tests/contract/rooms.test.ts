import { describe, expect, test } from 'vitest';
import { inviteTokenHash } from '../../server/rooms/invite-token.ts';
import { action, addSession, endSession, noCounts, noon, project } from './suites/store-fixture.ts';
import { address, failure, setStage } from './suites/stage.ts';

/** Ama's room, with Ben in it and Eve outside. */
async function setRoom() {
  const stage = await setStage();
  const [ama, ben, eve] = [await stage.guest('Ama'), await stage.guest('Ben'), await stage.guest('Eve')];
  const { id: room } = await stage.rooms.create(ama, 'Ours');
  const { token } = await stage.rooms.invite(ama, room);
  await stage.rooms.acceptInvite(ben, token, address);
  stage.news.length = 0;
  return { ...stage, ama, ben, eve, room, token };
}

describe('a room', () => {
  test('is opened by anybody, with a name or without', async () => {
    const { rooms, guest } = await setStage();
    const ama = await guest('Ama');
    const named = await rooms.create(ama, '  Ours\n ');
    const unnamed = await rooms.create(ama, ' ');
    expect((await rooms.get(ama, named.id)).name).toBe('Ours');
    expect((await rooms.get(ama, unnamed.id)).name).toBe("Ama's room");
    expect((await rooms.get(ama, named.id)).me).toEqual({ role: 'peer', hue: 1 });
    const longName = await guest('x'.repeat(80));
    expect((await rooms.get(longName, (await rooms.create(longName, '')).id)).name).toBe('Our room');
  });

  test('shows its members, its sessions and its open promises', async () => {
    const { rooms, store, ama, ben, room, here } = await setRoom();
    await addSession(store, 'session-01', room, ama.id);
    const promise = action('act-000001', room, 'session-01', { owner: ben.id, text: 'Call', due: '2026-12-01' });
    await project(store, 'session-01', [promise], { ...noCounts, actions: 1 });
    await endSession(store, 'session-01', ama.id, noon + 5);
    await addSession(store, 'session-02', room, ama.id, noon + 6);
    here.set('session-02', [ama.id]);
    const detail = await rooms.get(ben, room);
    expect(detail.members.map(({ id, name, hue, role, isGuest }) => ({ id, name, hue, role, isGuest }))).toEqual([
      { id: ama.id, name: 'Ama', hue: 1, role: 'peer', isGuest: true },
      { id: ben.id, name: 'Ben', hue: 2, role: 'peer', isGuest: true },
    ]);
    expect(detail.live).toMatchObject({ id: 'session-02', number: 2, status: 'live', here: [ama.id] });
    expect(detail.past).toEqual([
      {
        id: 'session-01',
        number: 1,
        status: 'ended',
        formatTitle: 'Kurzgespräch',
        createdAt: noon,
        startedAt: noon + 1_000,
        endedAt: noon + 5,
        counts: { ...noCounts, actions: 1 },
      },
    ]);
    expect(detail.openActions).toEqual([
      {
        id: 'act-000001',
        text: 'Call',
        owner: { id: ben.id, name: 'Ben' },
        due: '2026-12-01',
        confidence: null,
        plan: '',
        room: { id: room, name: 'Ours' },
        session: { id: 'session-01', number: 1 },
      },
    ]);
    expect(detail.invites).toMatchObject([{ createdBy: ama.id, usesLeft: 4 }]);
  });

  test('is nothing to a stranger, whatever they ask', async () => {
    const { rooms, store, ama, eve, room } = await setRoom();
    const [open] = await store.invites.listUsable(room, noon);
    const asked = [
      rooms.get(eve, room),
      rooms.rename(eve, room, 'Mine'),
      rooms.leave(eve, room),
      rooms.invite(eve, room),
      rooms.revokeInvite(eve, room, open?.id ?? ''),
      rooms.get(ama, 'no-such-room'),
    ];
    expect(await Promise.all(asked.map(failure))).toEqual(Array.from({ length: 6 }, () => 'not-found'));
    expect((await rooms.get(ama, room)).name).toBe('Ours');
    expect((await rooms.get(ama, room)).invites).toHaveLength(1);
  });

  test('takes a new name from a peer, and no empty one', async () => {
    const { rooms, ben, room } = await setRoom();
    await rooms.rename(ben, room, ' Unser  Zimmer ');
    expect((await rooms.get(ben, room)).name).toBe('Unser Zimmer');
    expect(await failure(rooms.rename(ben, room, '\n'))).toBe('name-invalid');
    expect(await failure(rooms.rename(ben, room, 'x'.repeat(81)))).toBe('name-invalid');
  });

  test('is over at once for whoever leaves, and open connections hear of it', async () => {
    const { rooms, news, ama, ben, room } = await setRoom();
    await rooms.leave(ben, room);
    expect(news).toEqual([{ type: 'member-removed', room, user: ben.id }]);
    expect(await failure(rooms.get(ben, room))).toBe('not-found');
    expect(await rooms.list(ben)).toEqual([]);
    expect((await rooms.get(ama, room)).members).toHaveLength(1);
  });
});

test('the list has rooms with a live session first, then by the latest session, and says who is there', async () => {
  const { rooms, store, guest, clock, here } = await setStage();
  const ama = await guest('Ama');
  const opened: Record<string, string> = {};
  for (const name of ['old', 'live', 'recent', 'new']) {
    clock.now += 10;
    opened[name] = (await rooms.create(ama, name)).id;
  }
  const { old = '', live = '', recent = '' } = opened;
  await addSession(store, 'session-ol', old, ama.id, noon + 100);
  await endSession(store, 'session-ol', ama.id, noon + 200);
  await addSession(store, 'session-li', live, ama.id, noon + 50);
  await addSession(store, 'session-re', recent, ama.id, noon + 100);
  await endSession(store, 'session-re', ama.id, noon + 300);
  here.set('session-li', [ama.id]);
  const list = await rooms.list(ama);
  expect(list.map(({ name }) => name)).toEqual(['live', 'recent', 'old', 'new']);
  expect(list[0]).toMatchObject({
    live: { id: 'session-li', number: 1, here: [ama.id] },
    sessionCount: 1,
    lastEndedAt: null,
  });
  expect(list[1]).toMatchObject({ live: null, sessionCount: 1, lastEndedAt: noon + 300 });
  expect(list[3]).toMatchObject({ live: null, sessionCount: 0, lastEndedAt: null, members: [{ name: 'Ama' }] });
});

describe('an invite', () => {
  test('says where it leads before anybody joins', async () => {
    const { rooms, token, room } = await setRoom();
    expect(await rooms.readInvite(token, address, null)).toEqual({
      room: { id: room, name: 'Ours' },
      invitedBy: 'Ama',
      role: 'peer',
      members: ['Ama', 'Ben'],
      alreadyIn: false,
    });
  });

  test('leads into the live session, and again when it is opened again', async () => {
    const { rooms, store, news, ama, eve, room, token } = await setRoom();
    await addSession(store, 'session-01', room, ama.id);
    const there = { room, liveSession: 'session-01' };
    expect(await rooms.acceptInvite(eve, token, address)).toEqual(there);
    expect(await rooms.acceptInvite(eve, token, address)).toEqual(there);
    expect(news).toEqual([{ type: 'members-changed', room }]);
    expect((await rooms.get(eve, room)).me).toEqual({ role: 'peer', hue: 3 });
    expect((await store.sessions.people('session-01')).map(({ name }) => name)).toContain('Eve');
  });

  test('is good for a week and five people, and its token is stored nowhere', async () => {
    const { rooms, store, ama, clock, room } = await setRoom();
    const { token, expiresAt, id } = await rooms.invite(ama, room);
    expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(expiresAt).toBe(clock.now + 7 * 86_400_000);
    const row = await store.invites.findByHash(inviteTokenHash(token));
    expect(row).toMatchObject({ id, usesLeft: 5, createdBy: ama.id });
    expect(JSON.stringify(row)).not.toContain(token);
  });

  test('that is unknown, revoked, expired or used up leads nowhere, in the same words', async () => {
    const { rooms, store, ama, eve, clock, room, token } = await setRoom();
    const revoked = await rooms.invite(ama, room);
    await rooms.revokeInvite(ama, room, revoked.id);
    const late = await rooms.invite(ama, room);
    const used = 'used-up';
    const row = await store.invites.findByHash(inviteTokenHash(token));
    if (row === null) throw new Error('The invite is missing.');
    await store.invites.insert({ ...row, id: 'used-up-01', tokenHash: inviteTokenHash(used), usesLeft: 0 });
    clock.now = late.expiresAt;
    for (const [index, wrong] of [late.token, revoked.token, used, 'unknown', '', '\0'].entries()) {
      const from = `192.0.2.${100 + index}`;
      expect(await failure(rooms.readInvite(wrong, from, null))).toBe('invite-invalid');
      expect(await failure(rooms.acceptInvite(eve, wrong, from))).toBe('invite-invalid');
    }
    expect(await failure(rooms.get(eve, room))).toBe('not-found');
  });

  test('is never one too many: of more than twenty the oldest goes', async () => {
    const { rooms, ama, clock, room } = await setRoom();
    const made: { id: string; token: string }[] = [];
    for (let nth = 0; nth < 22; nth++) {
      clock.now += 1_000;
      made.push(await rooms.invite(ama, room));
    }
    const { invites } = await rooms.get(ama, room);
    expect(invites.map(({ id }) => id)).toEqual(
      made
        .slice(-20)
        .map(({ id }) => id)
        .reverse(),
    );
    expect(await failure(rooms.readInvite(made[1]?.token ?? '', address, null))).toBe('invite-invalid');
    expect((await rooms.readInvite(made[21]?.token ?? '', address, null)).room.id).toBe(room);
  });

  test('leads a member home, even when it is used up, revoked or expired', async () => {
    const { rooms, ama, eve, clock, room, token } = await setRoom();
    const revoked = await rooms.invite(ama, room);
    await rooms.revokeInvite(ama, room, revoked.id);
    clock.now += 8 * 86_400_000;
    for (const old of [token, revoked.token]) {
      expect(await rooms.readInvite(old, address, ama)).toMatchObject({ room: { id: room }, alreadyIn: true });
      expect(await rooms.acceptInvite(ama, old, address)).toEqual({ room, liveSession: null });
      expect(await failure(rooms.readInvite(old, address, eve))).toBe('invite-invalid');
    }
  });

  test('is of no use for a full room', async () => {
    const { rooms, guest, ama, eve, room, token } = await setRoom();
    for (const name of ['Cleo', 'Dia', 'Fay', 'Gil']) await rooms.acceptInvite(await guest(name), token, address);
    const fresh = await rooms.invite(ama, room);
    expect(await failure(rooms.acceptInvite(eve, fresh.token, address))).toBe('room-full');
    expect((await rooms.get(ama, room)).members).toHaveLength(6);
  });

  test('cannot be guessed: a few wrong ones, and the address has to wait; good ones cost nothing', async () => {
    const { rooms, token } = await setRoom();
    for (let visit = 0; visit < 10; visit++) await rooms.readInvite(token, address, null);
    for (let guess = 0; guess < 5; guess++)
      expect(await failure(rooms.readInvite('guess', address, null))).toBe('invite-invalid');
    expect(await failure(rooms.readInvite(token, address, null))).toBe('too-many-tries');
    expect((await rooms.readInvite(token, '198.51.100.1', null)).invitedBy).toBe('Ama');
  });
});
