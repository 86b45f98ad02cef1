/** The agreement that people sign: what they wrote on the board, word for word. Rights are checked here. */
import { agreementLimit, agreementOn, agreementStep, signedAgreement } from '#lib/domain/agreement.ts';
import type { Board } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { mayInRoom, mayInSession, type SessionRight } from '#lib/domain/permissions.ts';
import type { CurrentUser } from '../auth/current-user.ts';
import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { SignatureRow } from '../store/ports/signature-port.ts';
import type { Access } from '../store/ports/session-port.ts';
import type { Store } from '../store/ports/store.ts';

/** A signature with the name of whoever gave it. */
export interface NamedSignature {
  user: string;
  name: string;
  at: number;
  text: string;
}

/** The wording that a room signed last. */
export interface SignedAgreement {
  session: string;
  number: number;
  text: string;
  /** Who signed exactly this, the first one first. */
  by: { user: string; name: string; at: number }[];
}

export interface AgreementService {
  /** All signatures of a session. `not-found`, `not-allowed`. */
  list(user: CurrentUser, session: string): Promise<NamedSignature[]>;
  /**
   * Signs what is on the board. `text` is what the person read: when the board says something else by now, nothing is
   * signed and `agreement-changed` is thrown. `agreement-none` where there is nothing to sign, `session-ended`.
   */
  sign(user: CurrentUser, session: string, text: string): Promise<void>;
  /** What the room's peers signed last; null for nothing. For peers: `not-found`, `not-allowed`. */
  forRoom(user: CurrentUser, room: string): Promise<SignedAgreement | null>;
}

export interface AgreementServiceDependencies {
  store: Pick<Store, 'rooms' | 'sessions' | 'signatures' | 'users'>;
  boards: { read(session: string): Promise<Board> };
  bus: Pick<Bus, 'publish'>;
  clock: Clock;
}

export function createAgreementService({ store, boards, bus, clock }: AgreementServiceDependencies): AgreementService {
  async function requireRight(user: CurrentUser, session: string, right: SessionRight): Promise<Access> {
    const access = await store.sessions.access(user.id, session);
    if (access === null) throw new ExpectedError('not-found');
    const { status } = access.session;
    if (mayInSession(access.role, right, status)) return access;
    throw new ExpectedError(right === 'agreement:sign' && status === 'ended' ? 'session-ended' : 'not-allowed');
  }

  const named = (rows: readonly SignatureRow[]): Promise<NamedSignature[]> =>
    Promise.all(
      rows.map(async ({ user, at, text }) => ({ user, at, text, name: (await store.users.find(user))?.name ?? '' })),
    );

  return {
    async list(user, session) {
      await requireRight(user, session, 'board:read');
      return named(await store.signatures.listForSession(session));
    },
    async sign(user, session, text) {
      const { session: about } = await requireRight(user, session, 'agreement:sign');
      const row = await store.sessions.find(session);
      if (row === null) throw new ExpectedError('not-found');
      if (agreementStep(row.format) === null) throw new ExpectedError('agreement-none');
      const { cards } = await boards.read(session);
      const written = agreementOn(cards, row.format);
      if (written === null) throw new ExpectedError('agreement-none');
      if (written.length > agreementLimit) throw new ExpectedError('too-large');
      if (written !== text) throw new ExpectedError('agreement-changed');
      await store.signatures.set({ session, room: about.room, user: user.id, text, at: clock() });
      bus.publish({ type: 'agreement-signed', session });
    },
    async forRoom(user, room) {
      const member = await store.rooms.member(room, user.id);
      if (member === null) throw new ExpectedError('not-found');
      if (!mayInRoom(member.role, 'promise:read')) throw new ExpectedError('not-allowed');
      const rows = await store.signatures.latestForRoom(room);
      const signed = signedAgreement(await named(rows));
      const session = rows[0]?.session;
      const row = session === undefined ? null : await store.sessions.find(session);
      if (signed === null || row === null) return null;
      return {
        session: row.id,
        number: row.number,
        text: signed.text,
        by: signed.by.map(({ user: id, name, at }) => ({ user: id, name, at })),
      };
    },
  };
}
