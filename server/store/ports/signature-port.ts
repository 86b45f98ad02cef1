/** Who signed what in which session. The text is kept as it was signed, whatever becomes of the board. */
import type { Signature } from '#lib/domain/agreement.ts';

export interface SignatureRow extends Signature {
  session: string;
  room: string;
}

export interface SignatureStore {
  /** One for each person and session: signing again takes the place of what they signed before. */
  set(row: SignatureRow): Promise<void>;
  /** The oldest first. */
  listForSession(session: string): Promise<SignatureRow[]>;
  /** Those of the room's session in which somebody signed last, the oldest first; none when nobody ever did. */
  latestForRoom(room: string): Promise<SignatureRow[]>;
}
