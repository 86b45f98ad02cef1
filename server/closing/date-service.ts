/** When rooms meet next. Either peer says so, and every member sees it. */
import { ExpectedError } from '#lib/domain/errors.ts';
import { isOver, mayMeetAt } from '#lib/domain/next-date.ts';
import { mayInRoom, type RoomRight } from '#lib/domain/permissions.ts';
import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { CurrentUser } from '../auth/current-user.ts';
import type { Store } from '../store/ports.ts';
import type { DateService, NextDate } from './closing-services.ts';

export interface DateServiceDependencies {
  store: Pick<Store, 'nextDates' | 'rooms' | 'sessions' | 'users'>;
  bus: Pick<Bus, 'publish'>;
  clock: Clock;
}

export function createDateService({ store, bus, clock }: DateServiceDependencies): DateService {
  async function requireRight(user: CurrentUser, room: string, right: RoomRight): Promise<void> {
    const member = await store.rooms.member(room, user.id);
    if (member === null) throw new ExpectedError('not-found');
    if (!mayInRoom(member.role, right)) throw new ExpectedError('not-allowed');
  }

  async function toCome(rooms: readonly string[]): Promise<NextDate[]> {
    const [dates, overviews] = await Promise.all([store.nextDates.listForRooms(rooms), store.sessions.overview(rooms)]);
    const lastEnd = new Map(overviews.map(({ room, lastEndedAt }) => [room, lastEndedAt]));
    const now = clock();
    const ahead = dates.filter((date) => !isOver(date, lastEnd.get(date.room) ?? null, now));
    const named = ahead.map(async ({ room, at, setBy }) => ({
      room,
      at,
      setBy: setBy === null ? null : ((await store.users.find(setBy))?.name ?? null),
    }));
    return (await Promise.all(named)).sort((a, b) => a.at - b.at);
  }

  return {
    async list(user) {
      const rooms = await store.rooms.listForUser(user.id);
      return toCome(rooms.map(({ id }) => id));
    },
    async get(user, room) {
      await requireRight(user, room, 'room:read');
      return (await toCome([room]))[0] ?? null;
    },
    async set(user, room, at) {
      await requireRight(user, room, 'date:set');
      const now = clock();
      if (!mayMeetAt(at, now)) throw new ExpectedError('date-invalid');
      await store.nextDates.set({ room, at, setBy: user.id, setAt: now });
      bus.publish({ type: 'closing-changed', room });
    },
    async clear(user, room) {
      await requireRight(user, room, 'date:set');
      await store.nextDates.clear(room);
      bus.publish({ type: 'closing-changed', room });
    },
  };
}
