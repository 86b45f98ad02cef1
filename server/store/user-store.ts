import { and, count, eq, isNull, notLike, or } from 'drizzle-orm';
import type { Engine } from './engine.ts';
import type { UserStore } from './ports/user-port.ts';
import { isUniqueViolation } from './unique-violation.ts';

export function createUserStore({ tables: { users }, read, write }: Engine): UserStore {
  /** Two people who ask for one email at the same moment are told apart by the index on it. */
  const unlessTaken = async (work: Parameters<typeof write<void>>[0]): Promise<boolean> => {
    try {
      await write(work);
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  };

  return {
    insert: (user) =>
      unlessTaken(async (tx) => {
        await tx.insert(users).values(user);
      }),
    async find(id) {
      const [row] = await read.select().from(users).where(eq(users.id, id));
      return row ?? null;
    },
    async findByEmail(email) {
      const [row] = await read.select().from(users).where(eq(users.email, email));
      return row ?? null;
    },
    async setCredentials(id, email, passwordHash) {
      let set = false;
      const free = await unlessTaken(async (tx) => {
        const mine = and(eq(users.id, id), or(isNull(users.email), eq(users.email, email)));
        const rows = await tx.update(users).set({ email, passwordHash }).where(mine).returning({ id: users.id });
        set = rows.length > 0;
      });
      return free && set;
    },
    async rename(id, name) {
      await write((tx) => tx.update(users).set({ name }).where(eq(users.id, id)));
    },
    async count() {
      const [row] = await read.select({ users: count() }).from(users);
      return row?.users ?? 0;
    },
    async countOutside(emailDomain) {
      const outside = or(isNull(users.email), notLike(users.email, `%@${emailDomain}`));
      const [row] = await read.select({ users: count() }).from(users).where(outside);
      return row?.users ?? 0;
    },
  };
}
