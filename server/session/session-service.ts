/** What pages may ask about a room's sessions. Rights are checked here; see `server/services.ts` for the promises made. */
import { addCard, boardMaps, changeCard, replaceZones, seedBoard } from '#lib/crdt/board-doc.ts';
import { agreementOn, signedAgreement } from '#lib/domain/agreement.ts';
import type { Board } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { doorView } from '#lib/domain/flow/flow-observers.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { builtInFormat, defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { fileNameOf, sessionToMarkdown } from '#lib/domain/board/markdown.ts';
import { mayInRoom, mayInSession, memberRoleOf, type SessionRight } from '#lib/domain/permissions.ts';
import { orderAfter } from '#lib/domain/flow/turn-order.ts';
import { lobby } from '#lib/domain/flow/transition.ts';
import { nanoid } from 'nanoid';
import type * as Y from 'yjs';
import { zonesOf } from '#lib/domain/board/zones.ts';
import type { Clock } from '../clock.ts';
import type { CurrentUser, SessionDetail, SessionService } from '../services.ts';
import type { Access, SessionRow } from '../store/ports/session-port.ts';
import type { Store } from '../store/ports/store.ts';
import { carriedAgreement } from './carried-agreement.ts';
import { firstBoard } from './first-board.ts';
import type { FlowService } from './flow-service.ts';
import type { OutcomeProjection } from './outcome-projection.ts';

export interface SessionServiceDependencies {
  store: Pick<Store, 'rooms' | 'sessions' | 'actions' | 'formats' | 'nextDates' | 'signatures'>;
  /** Boards as they are on disk; `edit` resolves when the change is stored, and rejects when nothing was changed. */
  boards: {
    read(session: string): Promise<Board>;
    edit(session: string, author: string | null, change: (doc: Y.Doc) => void): Promise<void>;
  };
  flows: Pick<FlowService, 'end' | 'read' | 'chooseFormat'>;
  outcomes: Pick<OutcomeProjection, 'project'>;
  clock: Clock;
}

export function createSessionService({
  store,
  boards,
  flows,
  outcomes,
  clock,
}: SessionServiceDependencies): SessionService {
  async function requireAccess(user: CurrentUser, session: string, right: SessionRight): Promise<Access> {
    const access = await store.sessions.access(user.id, session);
    if (!access) throw new ExpectedError('not-found');
    if (!mayInSession(access.role, right, access.session.status)) throw new ExpectedError('not-allowed');
    return access;
  }

  async function requireRow(session: string): Promise<SessionRow> {
    const row = await store.sessions.find(session);
    if (!row) throw new ExpectedError('not-found');
    return row;
  }

  /**
   * A promise that was settled between reading it and the board's being there lies on the board as it was, and the next
   * projection would undo it. Whoever settles one later finds the live board.
   */
  async function catchUpWithPromises(session: string, room: string, carried: readonly { id: string }[]): Promise<void> {
    const open = new Set((await store.actions.listOpenForRoom(room)).map(({ id }) => id));
    const missing = carried.filter(({ id }) => !open.has(id));
    const settled = (await Promise.all(missing.map(({ id }) => store.actions.find(id)))).filter((row) => row !== null);
    if (settled.length === 0) return;
    try {
      await boards.edit(session, null, (doc) => {
        for (const { id, status } of settled) if (boardMaps(doc).cards.has(id)) changeCard(doc, id, { status });
      });
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      // The session is there and can be held. The promise lies open on its board, where anybody sees and settles it.
    }
  }

  async function detail(access: Access): Promise<SessionDetail> {
    const { id, room, roomName } = access.session;
    const [row, flow, members, people] = await Promise.all([
      requireRow(id),
      flows.read(id),
      store.rooms.members(room),
      store.sessions.people(id),
    ]);
    return {
      id,
      number: row.number,
      status: row.status,
      room: { id: room, name: roomName },
      format: row.format,
      flow: access.role === 'waiting' ? doorView(flow.state) : flow.state,
      createdAt: row.createdAt,
      startedAt: row.startedAt,
      endedAt: row.endedAt,
      members: members.map(({ user, name, hue, role, joinedAt, isGuest }) => ({
        id: user,
        name,
        hue,
        role,
        joinedAt,
        isGuest,
      })),
      people,
      me: { id: access.person.id, role: memberRoleOf(access.role), hue: access.person.hue },
    };
  }

  /** The copy that a new session keeps: what was chosen, else what was planned with the next date. */
  async function chosenFormat(room: string, id: string | undefined): Promise<Format> {
    const [planned] = await store.nextDates.listForRooms([room]);
    if (id === undefined || id === planned?.format?.id)
      return planned?.format ?? builtInFormat(id ?? '') ?? defaultFormat;
    const format = builtInFormat(id) ?? (await store.formats.find(room, id))?.format;
    if (format === undefined) throw new ExpectedError('not-found');
    return format;
  }

  /** Whoever was second when turns were last taken is to be first now. */
  async function orderNow(earlier: readonly SessionRow[]): Promise<string[]> {
    for (const { id, startedAt, endedAt, format } of earlier) {
      if (startedAt === null || endedAt === null) continue;
      const order = orderAfter((await flows.read(id)).state, format);
      if (order !== null) return order;
    }
    return [];
  }

  return {
    async ownOf(user, sessions) {
      const own: string[] = [];
      for (const session of sessions) if (await store.sessions.access(user.id, session)) own.push(session);
      return own;
    },

    async create(user, room, start) {
      const member = await store.rooms.member(room, user.id);
      if (!member) throw new ExpectedError('not-found');
      if (!mayInRoom(member.role, 'session:create')) throw new ExpectedError('not-allowed');

      const file = typeof start === 'object' ? start : null;
      const format = file?.format ?? (await chosenFormat(room, typeof start === 'string' ? start : undefined));
      const earlier = await store.sessions.listForRoom(room);
      if (earlier.some(({ status }) => status === 'live')) throw new ExpectedError('session-live');
      const [latest] = earlier;
      // The last board may have come to rest just now, or the server may have stopped before it was read. When it
      // cannot be read, the next board gets the promises as they were last known.
      if (latest) await outcomes.project(latest.id);

      const open = await store.actions.listOpenForRoom(room);
      const board = firstBoard({
        format,
        file,
        actions: open,
        numbers: new Map(earlier.map(({ id, number }) => [id, number])),
        members: new Set((await store.rooms.members(room)).map((each) => each.user)),
        newId: nanoid,
      });
      const seeded = carriedAgreement({
        format,
        signed: file === null ? (signedAgreement(await store.signatures.latestForRoom(room))?.text ?? null) : null,
        board,
        at: clock(),
        newId: nanoid,
      });
      const id = nanoid();
      const inserted = await store.sessions.insert(
        {
          id,
          room,
          status: 'live',
          format,
          createdBy: user.id,
          createdAt: clock(),
          startedAt: null,
          endedAt: null,
        },
        lobby([], await orderNow(earlier)),
        seedBoard(board.frames, [...board.cards, ...seeded], board.links, board.ink),
      );
      if (!inserted) throw new ExpectedError('session-live');
      await catchUpWithPromises(id, room, open);
      return { id };
    },

    get: async (user, session) => detail(await requireAccess(user, session, 'session:join')),

    async chooseFormat(user, session, chosen, version) {
      const access = await requireAccess(user, session, 'session:join');
      const format = await chosenFormat(access.session.room, chosen);
      await flows.chooseFormat(user.id, session, format, version);
      try {
        const signed = signedAgreement(await store.signatures.latestForRoom(access.session.room))?.text ?? null;
        const { cards } = await boards.read(session);
        await boards.edit(session, null, (doc) => {
          const frames = zonesOf(format);
          replaceZones(doc, frames);
          if (agreementOn(cards, format) !== null) return;
          const board = { frames, cards };
          for (const card of carriedAgreement({ format, signed, board, at: clock(), newId: nanoid }))
            addCard(doc, card);
        });
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        // The format is chosen all the same; only the board keeps the zones that it had.
      }
    },

    end: (user, session) => flows.end(user.id, session),

    async board(user, session) {
      await requireAccess(user, session, 'board:read');
      return boards.read(session);
    },

    async markdown(user, session) {
      const access = await requireAccess(user, session, 'session:export');
      const [about, board, signatures] = await Promise.all([
        detail(access),
        boards.read(session),
        store.signatures.listForSession(session),
      ]);
      return {
        fileName: fileNameOf(`session ${about.number} ${about.room.name}`),
        text: sessionToMarkdown({ ...about, board, signatures }),
      };
    },
  };
}
