/**
 * Passwords as Argon2id hashes in the PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
 * The parameters are OWASP's second choice (19 MiB, two passes): https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

interface Cost {
  /** KiB. */
  memory: number;
  passes: number;
  parallelism: number;
}

const currentCost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const hashBytes = 32;

interface StoredPassword {
  cost: Cost;
  salt: Buffer;
  hash: Buffer;
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await deriveKey(password, salt, currentCost, hashBytes);
  const { memory, passes, parallelism } = currentCost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Whether this is the password behind `stored`. Null (no such user, or a guest) takes as long and is false, so
 * that the time of an answer does not tell who has an account. A hash of another kind is false as well.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parsed = stored === null ? null : parseHash(stored);
  const { cost, salt, hash } = parsed ?? decoy;
  const derived = await deriveKey(password, salt, cost, hash.length);
  return timingSafeEqual(derived, hash) && parsed !== null;
}

/** Whether a hash was made at another cost than new ones are: time to hash again, at the next sign-in. */
export function isOutdated(stored: string): boolean {
  const cost = parseHash(stored)?.cost;
  return (
    cost?.memory !== currentCost.memory ||
    cost.passes !== currentCost.passes ||
    cost.parallelism !== currentCost.parallelism
  );
}

const decoy: StoredPassword = { cost: currentCost, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) };

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;

function parseHash(stored: string): StoredPassword | null {
  const [, memory, passes, parallelism, salt, hash] = phc.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) return null;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

/** Unicode has several ways to write one text, and keyboards differ in theirs: all count as the same password. */
function deriveKey(password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
