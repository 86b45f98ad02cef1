import { eq, lte, sql } from 'drizzle-orm';
import { unnamed, type Engine } from './engine.ts';
import type { SignInStore } from './ports/sign-in-port.ts';

export function createSignInStore({ tables: { signIns, users }, read, write }: Engine): SignInStore {
  // Asked at every handshake.
  const find = read
    .select({ row: signIns, user: users })
    .from(signIns)
    .innerJoin(users, eq(users.id, signIns.user))
    .where(eq(signIns.idHash, sql.placeholder('idHash')))
    .prepare(unnamed);

  return {
    async insert(row) {
      await write((tx) => tx.insert(signIns).values(row));
    },
    async find(idHash) {
      const [found] = await find.execute({ idHash });
      return found ?? null;
    },
    async listForUser(user) {
      return await read.select().from(signIns).where(eq(signIns.user, user));
    },
    async extend(idHash, expiresAt) {
      await write((tx) => tx.update(signIns).set({ expiresAt }).where(eq(signIns.idHash, idHash)));
    },
    async remove(idHash) {
      await write((tx) => tx.delete(signIns).where(eq(signIns.idHash, idHash)));
    },
    async removeForUser(user) {
      await write((tx) => tx.delete(signIns).where(eq(signIns.user, user)));
    },
    async removeExpired(now) {
      await write((tx) => tx.delete(signIns).where(lte(signIns.expiresAt, now)));
    },
  };
}
