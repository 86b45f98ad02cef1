import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import { type Hue, hueSchema, roomCapacity } from '#lib/domain/person.ts';
import type { Db, Engine } from './engine.ts';
import type { AcceptedInvite, InviteStore } from './ports/invite-port.ts';
import { lockRoom } from './room-lock.ts';

export function createInviteStore({ tables, read, write }: Engine): InviteStore {
  const { invites, members, sessions, participants } = tables;

  const usable = (now: number) => and(isNull(invites.revokedAt), gt(invites.usesLeft, 0), gt(invites.expiresAt, now));

  /** The new member counts among the people of every session that has not ended. */
  const joinOpenSessions = async (tx: Db, room: string, user: string, hue: Hue, now: number): Promise<void> => {
    const open = await tx
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.room, room), ne(sessions.status, 'ended')));
    for (const { id } of open) {
      await tx
        .insert(participants)
        .values({ session: id, user, hue, since: now })
        .onConflictDoUpdate({ target: [participants.session, participants.user], set: { hue } });
    }
  };

  return {
    async insert(invite) {
      await write((tx) => tx.insert(invites).values(invite));
    },
    async findByHash(tokenHash) {
      const [row] = await read.select().from(invites).where(eq(invites.tokenHash, tokenHash));
      return row ?? null;
    },
    async listUsable(room, now) {
      return await read
        .select()
        .from(invites)
        .where(and(eq(invites.room, room), usable(now)))
        .orderBy(desc(invites.createdAt), desc(invites.id));
    },
    async revoke(room, invite, now) {
      await write((tx) =>
        tx
          .update(invites)
          .set({ revokedAt: now })
          .where(and(eq(invites.id, invite), eq(invites.room, room), isNull(invites.revokedAt))),
      );
    },
    accept: (tokenHash, user, now) =>
      write(async (tx): Promise<AcceptedInvite> => {
        const [invite] = await tx.select().from(invites).where(eq(invites.tokenHash, tokenHash));
        if (invite === undefined) return { outcome: 'invalid' };
        const { room, role } = invite;
        await lockRoom(tx, tables, room);
        const seated = await tx
          .select({ user: members.user, hue: members.hue })
          .from(members)
          .where(eq(members.room, room));
        // Whoever is in gets in again, even with a link that is used up.
        if (seated.some((member) => member.user === user)) return { outcome: 'already-member', room };

        const [open] = await tx
          .select({ id: invites.id })
          .from(invites)
          .where(and(eq(invites.id, invite.id), usable(now)));
        if (open === undefined) return { outcome: 'invalid' };
        const hue = freeHue(seated.map((member) => member.hue));
        if (hue === null) return { outcome: 'full' };
        // Asked once more while writing: it may be revoked this very moment.
        const [taken] = await tx
          .update(invites)
          .set({ usesLeft: sql`${invites.usesLeft} - 1` })
          .where(and(eq(invites.id, invite.id), usable(now)))
          .returning({ id: invites.id });
        if (taken === undefined) return { outcome: 'invalid' };
        await tx.insert(members).values({ room, user, role, hue, joinedAt: now });
        await joinOpenSessions(tx, room, user, hue, now);
        return { outcome: 'joined', room };
      }),
  };
}

/** The lowest hue that no member has; null when all seats are taken. */
function freeHue(taken: readonly Hue[]): Hue | null {
  for (let hue = 1; hue <= roomCapacity; hue++) {
    if (!taken.includes(hue)) return hueSchema.parse(hue);
  }
  return null;
}
