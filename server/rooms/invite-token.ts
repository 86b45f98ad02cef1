import { hash } from 'node:crypto';
import { nanoid } from 'nanoid';

/** 32 url-safe characters: 192 bits that nobody guesses. */
export function newInviteToken(): string {
  return nanoid(32);
}

/** What the store keeps of a token: whoever reads the database cannot join with it. */
export function inviteTokenHash(token: string): string {
  return hash('sha256', token, 'hex');
}
