/** The ways into a room. */
import type { MemberRole } from '#lib/domain/permissions.ts';

export interface InviteRow {
  id: string;
  room: string;
  /** SHA-256 of the token, in hex: the token itself is never stored. */
  tokenHash: string;
  createdBy: string;
  createdAt: number;
  expiresAt: number;
  usesLeft: number;
  /** What whoever comes in by it is in the room. */
  role: MemberRole;
  revokedAt: number | null;
}

export type AcceptedInvite =
  { outcome: 'joined' | 'already-member'; room: string } | { outcome: 'invalid' } | { outcome: 'full' };

export interface InviteStore {
  insert(invite: InviteRow): Promise<void>;
  findByHash(tokenHash: string): Promise<InviteRow | null>;
  listUsable(room: string, now: number): Promise<InviteRow[]>;
  revoke(room: string, invite: string, now: number): Promise<void>;
  /** Checks, takes one use and adds the member with a free hue, in one transaction: two people cannot share the last use. */
  accept(tokenHash: string, user: string, now: number): Promise<AcceptedInvite>;
}
