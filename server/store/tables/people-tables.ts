/** Who there is, and which rooms they share. */
import type { MemberRole } from '#lib/domain/permissions.ts';
import type { Hue } from '#lib/domain/person.ts';
import type { Kit } from '../columns.ts';

export function definePeopleTables(kit: Kit) {
  const users = kit.table(
    'users',
    {
      id: kit.text('id').primaryKey(),
      name: kit.text('name').notNull(),
      /** Lower case; null for a guest. */
      email: kit.text('email'),
      passwordHash: kit.text('password_hash'),
      createdAt: kit.time('created_at').notNull(),
    },
    (t) => [kit.uniqueIndex('users_email').on(t.email)],
  );

  const signIns = kit.table(
    'sign_ins',
    {
      idHash: kit.text('id_hash').primaryKey(),
      user: kit
        .text('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      expiresAt: kit.time('expires_at').notNull(),
    },
    (t) => [kit.index('sign_ins_user').on(t.user), kit.index('sign_ins_expires').on(t.expiresAt)],
  );

  const rooms = kit.table('rooms', {
    id: kit.text('id').primaryKey(),
    name: kit.text('name').notNull(),
    createdBy: kit
      .text('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: kit.time('created_at').notNull(),
  });

  const members = kit.table(
    'members',
    {
      room: kit
        .text('room_id')
        .notNull()
        .references(() => rooms.id, { onDelete: 'cascade' }),
      user: kit
        .text('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      role: kit.text('role').$type<MemberRole>().notNull(),
      hue: kit.int('hue').$type<Hue>().notNull(),
      joinedAt: kit.time('joined_at').notNull(),
    },
    (t) => [
      kit.primaryKey(t.room, t.user),
      kit.uniqueIndex('members_hue').on(t.room, t.hue),
      kit.index('members_user').on(t.user),
    ],
  );

  const invites = kit.table(
    'invites',
    {
      id: kit.text('id').primaryKey(),
      room: kit
        .text('room_id')
        .notNull()
        .references(() => rooms.id, { onDelete: 'cascade' }),
      tokenHash: kit.text('token_hash').notNull(),
      createdBy: kit
        .text('created_by')
        .notNull()
        .references(() => users.id),
      createdAt: kit.time('created_at').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
      usesLeft: kit.int('uses_left').notNull(),
      role: kit.text('role').$type<MemberRole>().notNull().default('peer'),
      revokedAt: kit.time('revoked_at'),
    },
    (t) => [kit.uniqueIndex('invites_token').on(t.tokenHash), kit.index('invites_room').on(t.room)],
  );

  return { users, signIns, rooms, members, invites };
}

export type PeopleTables = ReturnType<typeof definePeopleTables>;
