import { formatSchema } from '#lib/domain/formats/format.ts';
import { and, asc, count, desc, eq, inArray, or, sql } from 'drizzle-orm';
import type { FavouriteStore, NextDateStore, PeerWordsStore, ReflectionStore } from './ports/closing-ports.ts';
import type { Engine } from './engine.ts';

export function createPeerWordsStore({ tables: { peerWords }, read, write }: Engine): PeerWordsStore {
  const between = (session: string, from: string, to: string) =>
    and(eq(peerWords.session, session), eq(peerWords.from, from), eq(peerWords.to, to));

  return {
    async set(row) {
      const { thanks, helped, tryNext, at } = row;
      await write((tx) =>
        tx
          .insert(peerWords)
          .values(row)
          .onConflictDoUpdate({
            target: [peerWords.session, peerWords.from, peerWords.to],
            set: { thanks, helped, tryNext, at },
          }),
      );
    },
    async remove(session, from, to) {
      await write((tx) => tx.delete(peerWords).where(between(session, from, to)));
    },
    async listFor(session, reader) {
      return await read
        .select()
        .from(peerWords)
        .where(and(eq(peerWords.session, session), or(eq(peerWords.from, reader), eq(peerWords.to, reader))))
        .orderBy(asc(peerWords.at), asc(peerWords.from), asc(peerWords.to));
    },
  };
}

export function createReflectionStore({ tables: { reflections }, read, write }: Engine): ReflectionStore {
  const about = (owner: string, session: string) => and(eq(reflections.owner, owner), eq(reflections.session, session));

  return {
    async set(row) {
      const { roomName, sessionNumber, text, updatedAt } = row;
      await write((tx) =>
        tx
          .insert(reflections)
          .values(row)
          .onConflictDoUpdate({
            target: [reflections.owner, reflections.session],
            set: { roomName, sessionNumber, text, updatedAt },
          }),
      );
    },
    async findForSession(owner, session) {
      const [row] = await read.select().from(reflections).where(about(owner, session));
      return row ?? null;
    },
    async list(owner) {
      return await read
        .select()
        .from(reflections)
        .where(eq(reflections.owner, owner))
        .orderBy(desc(reflections.createdAt), desc(reflections.id));
    },
    async remove(owner, id) {
      await write((tx) => tx.delete(reflections).where(and(eq(reflections.owner, owner), eq(reflections.id, id))));
    },
    async removeForSession(owner, session) {
      await write((tx) => tx.delete(reflections).where(about(owner, session)));
    },
  };
}

export function createFavouriteStore({ tables: { favouritePrompts, users }, read, write }: Engine): FavouriteStore {
  const { owner: ownerOf, text: textOf } = favouritePrompts;

  return {
    async list(owner) {
      const rows = await read
        .select({ text: textOf })
        .from(favouritePrompts)
        .where(eq(ownerOf, owner))
        .orderBy(asc(favouritePrompts.createdAt), asc(textOf));
      return rows.map(({ text }) => text);
    },
    add: (owner, text, createdAt, most) =>
      write(async (tx) => {
        // Writing a name over itself, the lock that both dialects know, makes two pages of one person take turns, so that both cannot take the last place.
        await tx
          .update(users)
          .set({ name: sql`${users.name}` })
          .where(eq(users.id, owner));
        const mine = eq(ownerOf, owner);
        const [same] = await tx
          .select({ text: textOf })
          .from(favouritePrompts)
          .where(and(mine, eq(textOf, text)));
        if (same !== undefined) return true;
        const [there] = await tx.select({ prompts: count() }).from(favouritePrompts).where(mine);
        if ((there?.prompts ?? 0) >= most) return false;
        await tx.insert(favouritePrompts).values({ owner, text, createdAt });
        return true;
      }),
    async remove(owner, text) {
      await write((tx) => tx.delete(favouritePrompts).where(and(eq(ownerOf, owner), eq(textOf, text))));
    },
  };
}

export function createNextDateStore({ tables: { nextDates }, read, write }: Engine): NextDateStore {
  return {
    async set(row) {
      const { at, setBy, setAt, format } = row;
      await write((tx) =>
        tx
          .insert(nextDates)
          .values(row)
          .onConflictDoUpdate({ target: nextDates.room, set: { at, setBy, setAt, format } }),
      );
    },
    async clear(room) {
      await write((tx) => tx.delete(nextDates).where(eq(nextDates.room, room)));
    },
    async listForRooms(rooms) {
      if (rooms.length === 0) return [];
      const rows = await read
        .select()
        .from(nextDates)
        .where(inArray(nextDates.room, [...rooms]));
      return rows.map((row) => ({ ...row, format: row.format === null ? null : formatSchema.parse(row.format) }));
    },
  };
}
