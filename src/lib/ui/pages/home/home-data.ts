/** What the home page needs of rooms and promises: a part of what the services answer. */
import type { Person } from '#lib/domain/person.ts';

export interface HomeRoom {
  id: string;
  name: string;
  members: Person[];
  sessionCount: number;
  /** `here`: the ids of those who are on the session's page at this moment. */
  live: { id: string; number: number; here: string[] } | null;
  lastEndedAt: number | null;
}

export interface HomePromise {
  id: string;
  text: string;
  due: string | null;
  room: { name: string };
  session: { number: number };
}

/** Names of the members who are in the live session at this moment, except one's own. */
export function othersHere({ members, live }: Pick<HomeRoom, 'members' | 'live'>, me: string): string[] {
  return members.filter(({ id }) => id !== me && live?.here.includes(id)).map(({ name }) => name);
}
