import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword, isOutdated, verifyPassword } from '../../../server/auth/password.ts';

const password = 'grüße an die Berge';

test('the right password opens, a wrong one does not', async () => {
  const stored = await hashPassword(password);
  expect(await verifyPassword(password, stored)).toBe(true);
  expect(await verifyPassword(`${password} `, stored)).toBe(false);
  expect(await verifyPassword('', stored)).toBe(false);
});

test('a hash says how it was made, and two of one password differ', async () => {
  const [one, two] = [await hashPassword(password), await hashPassword(password)];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(one).not.toBe(two);
});

test('one password typed on two kinds of keyboard is one password', async () => {
  const stored = await hashPassword('grüße an die Berge'.normalize('NFD'));
  expect(await verifyPassword('grüße an die Berge'.normalize('NFC'), stored)).toBe(true);
});

test('a hash made at another cost still opens, and is due for a new one', async () => {
  const nonce = Buffer.from('0123456789abcdef');
  const hash = argon2Sync('argon2id', {
    message: password,
    nonce,
    memory: 8_192,
    passes: 1,
    parallelism: 2,
    tagLength: 24,
  });
  const stored = `$argon2id$v=19$m=8192,t=1,p=2$${nonce.toString('base64').replace(/=/g, '')}$${hash.toString('base64')}`;
  expect(await verifyPassword(password, stored)).toBe(true);
  expect(await verifyPassword('another one', stored)).toBe(false);
  expect(isOutdated(stored)).toBe(true);
  expect(isOutdated(await hashPassword(password))).toBe(false);
});

test.each([
  '',
  'plain text',
  '$2b$10$abcdefghijklmnopqrstuv',
  '$argon2id$v=19$m=1,t=1,p=1$$',
  '$argon2i$v=19$m=8192,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo',
])('a stored text of another kind opens for nobody: %s', async (stored) => {
  expect(await verifyPassword(password, stored)).toBe(false);
  expect(await verifyPassword(stored, stored)).toBe(false);
});

test('no account opens with no password at all', async () => {
  expect(await verifyPassword(password, null)).toBe(false);
});
