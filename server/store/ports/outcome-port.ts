/** What is known of a session's board without reading it: its actions, its counts, and how far it was read for them. */
import type { ActionRow } from './action-port.ts';
import type { SessionRow } from './session-port.ts';

export interface Outcome {
  actions: readonly ActionRow[];
  counts: SessionRow['counts'];
  /** The entry of the log up to which the board was read at least (`reach`, asked before reading it). */
  through: number;
}

export interface OutcomeStore {
  /**
   * What the session's board says of its actions now, and its counts, in one transaction. An action keeps the room,
   * the session and the time of its making from the first projection. An action that was made in this session and
   * is no longer on its board is forgotten. Ignored, action by action: one that belongs to another room, one
   * that a later session has taken over, and the status when it was set by hand after the session ended.
   * An owner who never took part in a session of the room is read as nobody.
   */
  project(session: string, outcome: Outcome): Promise<void>;
  /** The last entry of the board's log, made short or not; 0 when there is none. */
  reach(session: string): Promise<number>;
  /** Whether the log goes on after what was read of the board for its outcome. */
  isOwed(session: string): Promise<boolean>;
  /** The sessions whose log goes on after what was read for their outcome, in no order. One look, however many are stored. */
  listOwed(): Promise<string[]>;
}
