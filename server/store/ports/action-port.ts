/** Actions as lists show them; boards are where they are made (see `outcome-port.ts`). */
import type { Card } from '#lib/domain/board/card.ts';

/** An action's current state, projected from the board it was last seen on. `id` is the card's id: its lineage. */
export interface ActionRow {
  id: string;
  room: string;
  /** The session in which it was made. */
  session: string;
  /** The session whose board it was last read from. */
  lastSession: string;
  owner: string | null;
  text: string;
  due: string | null;
  confidence: number | null;
  plan: string;
  status: Card['status'];
  createdAt: number;
  updatedAt: number;
}

/** An action with the names that a list shows beside it. */
export interface OpenActionRow extends ActionRow {
  ownerName: string | null;
  roomName: string;
  /** The number of the session in which it was made. */
  sessionNumber: number;
}

export interface ActionStore {
  find(id: string): Promise<ActionRow | null>;
  /** Only in rooms where the owner is a member: the soonest due first, undated last. */
  listOpenForOwner(owner: string): Promise<OpenActionRow[]>;
  /** The soonest due first, undated last. */
  listOpenForRoom(room: string): Promise<OpenActionRow[]>;
  setStatus(id: string, status: Card['status'], at: number): Promise<void>;
}
