import { describe, expect } from 'vitest';
import type { StoreTest } from './database.ts';
import { addUsers, noon, user } from './store-fixture.ts';

export function describePeople(test: StoreTest): void {
  describe('users', () => {
    test('a guest is found again as they were written down', async ({ store }) => {
      const guest = user('guest-0001', { name: 'Zoë 🧗‍♀️ עדה 山田太郎 َ ' });
      expect(await store.users.insert(guest)).toBe(true);
      expect(await store.users.find('guest-0001')).toEqual(guest);
      expect(await store.users.find('guest-0002')).toBeNull();
    });

    test('an account is found by its email, and only by the whole of it', async ({ store }) => {
      const account = user('account-01', { email: 'ama@example.org', passwordHash: '$argon2id$x' });
      await store.users.insert(account);
      expect(await store.users.findByEmail('ama@example.org')).toEqual(account);
      expect(await store.users.findByEmail('ma@example.org')).toBeNull();
      expect(await store.users.findByEmail('%@example.org')).toBeNull();
    });

    test('a second account with the same email is refused and leaves no trace', async ({ store }) => {
      await store.users.insert(user('account-01', { email: 'ama@example.org' }));
      expect(await store.users.insert(user('account-02', { email: 'ama@example.org' }))).toBe(false);
      expect(await store.users.find('account-02')).toBeNull();
      expect(await store.users.count()).toBe(1);
    });

    test('of many who ask for one email at the same moment, one gets it', async ({ store }) => {
      const ids = Array.from({ length: 8 }, (_, index) => `account-${index}`);
      await addUsers(store, ...ids);
      const asked = ids.map((id) => store.users.setCredentials(id, 'one@example.org', `hash-of-${id}`));
      const outcomes = await Promise.all(asked);
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const winner = ids[outcomes.indexOf(true)];
      expect((await store.users.findByEmail('one@example.org'))?.id).toBe(winner);
    });

    test('a guest who takes credentials keeps id and name', async ({ store }) => {
      await store.users.insert(user('guest-0001', { name: 'Ama' }));
      expect(await store.users.setCredentials('guest-0001', 'ama@example.org', 'hash')).toBe(true);
      expect(await store.users.find('guest-0001')).toEqual(
        user('guest-0001', { name: 'Ama', email: 'ama@example.org', passwordHash: 'hash' }),
      );
    });

    test('guests and accounts elsewhere are counted apart from those of one email domain', async ({ store }) => {
      await store.users.insert(user('guest-0001'));
      await store.users.insert(user('account-01', { email: 'ama@fixture.invalid' }));
      await store.users.insert(user('account-02', { email: 'ama@example.org' }));
      expect(await store.users.countOutside('fixture.invalid')).toBe(2);
      expect(await store.users.count()).toBe(3);
    });

    test('a new name replaces the old one for that user only', async ({ store }) => {
      await addUsers(store, 'ama', 'ben');
      await store.users.rename('ama', 'Ama B.');
      expect((await store.users.find('ama'))?.name).toBe('Ama B.');
      expect((await store.users.find('ben'))?.name).toBe('ben');
    });
  });

  describe('sign-ins', () => {
    test('a sign-in is found with its user, and gone once removed', async ({ store }) => {
      await addUsers(store, 'ama');
      const row = { idHash: 'a'.repeat(64), user: 'ama', expiresAt: noon + 5 };
      await store.signIns.insert(row);
      expect(await store.signIns.find(row.idHash)).toEqual({ row, user: user('ama') });
      await store.signIns.remove(row.idHash);
      expect(await store.signIns.find(row.idHash)).toBeNull();
    });

    test('extending one leaves the others as they were', async ({ store }) => {
      await addUsers(store, 'ama');
      await store.signIns.insert({ idHash: 'one', user: 'ama', expiresAt: noon });
      await store.signIns.insert({ idHash: 'two', user: 'ama', expiresAt: noon });
      await store.signIns.extend('one', noon + 9);
      const rows = await store.signIns.listForUser('ama');
      expect(new Map(rows.map(({ idHash, expiresAt }) => [idHash, expiresAt]))).toEqual(
        new Map([
          ['one', noon + 9],
          ['two', noon],
        ]),
      );
    });

    test("ending a user's sign-ins leaves those of others", async ({ store }) => {
      await addUsers(store, 'ama', 'ben');
      for (const owner of ['ama', 'ben']) await store.signIns.insert({ idHash: owner, user: owner, expiresAt: noon });
      await store.signIns.removeForUser('ama');
      expect(await store.signIns.find('ama')).toBeNull();
      expect(await store.signIns.find('ben')).not.toBeNull();
    });

    test('those that have run out are swept away, the others stay', async ({ store }) => {
      await addUsers(store, 'ama');
      for (const expiresAt of [noon - 1, noon, noon + 1]) {
        await store.signIns.insert({ idHash: String(expiresAt), user: 'ama', expiresAt });
      }
      await store.signIns.removeExpired(noon);
      expect((await store.signIns.listForUser('ama')).map(({ expiresAt }) => expiresAt)).toEqual([noon + 1]);
    });
  });
}
