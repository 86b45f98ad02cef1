/** When rooms meet next. Either peer says so, and every member sees it. */
import { ExpectedError } from '#lib/domain/errors.ts';
import { agreementStep } from '#lib/domain/agreement.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { minutesOf } from '#lib/domain/flow/plan.ts';
import { isOver, mayMeetAt } from '#lib/domain/closing/next-date.ts';
import { mayInRoom, type RoomRight } from '#lib/domain/permissions.ts';
import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { CurrentUser } from '../auth/current-user.ts';
import type { Store } from '../store/ports/store.ts';
import type { DateService, NextDate } from './closing-services.ts';
import { meetingFile } from './meeting-file.ts';

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
    const named = ahead.map(async ({ room, at, setBy, format }) => ({
      room,
      at,
      format: format === null ? null : { id: format.id, title: format.title, minutes: plannedMinutes(format) },
      setBy: setBy === null ? null : ((await store.users.find(setBy))?.name ?? null),
    }));
    return (await Promise.all(named)).sort((a, b) => a.at - b.at);
  }

  /** What was planned already goes on being planned; otherwise what they did last. */
  async function formatAfter(room: string): Promise<Format | null> {
    const [[planned], [last]] = await Promise.all([
      store.nextDates.listForRooms([room]),
      store.sessions.listForRoom(room),
    ]);
    if (planned !== undefined && planned.format !== null && planned.setAt > (last?.createdAt ?? 0)) {
      return planned.format;
    }
    if (last === undefined) return null;
    // What was agreed on holds: nobody makes an agreement twice in a row.
    return agreementStep(last.format) === null ? last.format : defaultFormat;
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
      await store.nextDates.set({ room, at, setBy: user.id, setAt: now, format: await formatAfter(room) });
      bus.publish({ type: 'closing-changed', room });
    },
    async calendar(user, room, origin) {
      await requireRight(user, room, 'room:read');
      const [[date], about] = await Promise.all([toCome([room]), store.rooms.find(room)]);
      if (date === undefined || about === null) return null;
      return {
        fileName: 'next-session.ics',
        text: meetingFile({
          uid: `${room}@${new URL(origin).host}`,
          at: date.at,
          minutes: date.format?.minutes ?? 60,
          title: date.format === null ? about.name : `${date.format.title}, ${about.name}`,
          link: `${origin}/rooms/${room}`,
          stamp: clock(),
        }),
      };
    },
    async clear(user, room) {
      await requireRight(user, room, 'date:set');
      await store.nextDates.clear(room);
      bus.publish({ type: 'closing-changed', room });
    },
  };
}

const plannedMinutes = (format: Format): number => minutesOf(format, format.people.min);
