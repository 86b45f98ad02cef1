import { asc, desc, eq } from 'drizzle-orm';
import type { Engine } from './engine.ts';
import type { SignatureStore } from './ports/signature-port.ts';

export function createSignatureStore({ tables: { signatures }, read, write }: Engine): SignatureStore {
  const listForSession: SignatureStore['listForSession'] = async (session) =>
    await read
      .select()
      .from(signatures)
      .where(eq(signatures.session, session))
      .orderBy(asc(signatures.at), asc(signatures.user));

  return {
    async set(row) {
      const { text, at } = row;
      await write((tx) =>
        tx
          .insert(signatures)
          .values(row)
          .onConflictDoUpdate({ target: [signatures.session, signatures.user], set: { text, at } }),
      );
    },
    listForSession,
    async latestForRoom(room) {
      const [latest] = await read
        .select({ session: signatures.session })
        .from(signatures)
        .where(eq(signatures.room, room))
        .orderBy(desc(signatures.at), desc(signatures.session))
        .limit(1);
      return latest === undefined ? [] : listForSession(latest.session);
    },
  };
}
