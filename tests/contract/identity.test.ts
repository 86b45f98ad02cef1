import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { identityLimits } from '../../server/auth/identity.ts';
import { address, cookieHeader, failure, setStage } from './suites/stage.ts';

const day = 86_400_000;
const email = 'ama@example.org';
const password = 'over the mountains';

describe('entering', () => {
  test('a guest needs a name only, and is known again by the cookie', async () => {
    const { identity } = await setStage();
    const { user, cookie } = await identity.enterAsGuest('  Zoë\n  🧗  ', address);
    expect(user).toEqual({ id: user.id, name: 'Zoë 🧗', email: null });
    expect(await identity.read(cookieHeader(cookie))).toEqual({ user, renewed: null });
  });

  test.each(['', '   ', '\u202e', 'x'.repeat(81), 'x'.repeat(5_000)])(
    'a name that is none is refused: %j',
    async (name) => {
      const { identity, store } = await setStage();
      expect(await failure(identity.enterAsGuest(name, address))).toBe('name-invalid');
      expect(await store.users.count()).toBe(0);
    },
  );

  test('nobody is known by no cookie, a made-up one, or the hash in the database', async () => {
    const { identity, store } = await setStage();
    const { user } = await identity.enterAsGuest('Ama', address);
    const [row] = await store.signIns.listForUser(user.id);
    for (const header of [null, '', `counterpoint=${'a'.repeat(40)}`, `counterpoint=${row?.idHash ?? ''}`]) {
      expect(await identity.read(header)).toBeNull();
      expect(await identity.identify(header ?? undefined)).toBeNull();
    }
  });

  test('the database holds neither the cookie nor the password', async () => {
    const { identity, store, databaseFile } = await setStage();
    const { cookie, user } = await identity.signUp({ name: 'Ama', email, password }, address);
    const database = new Database(databaseFile, { readonly: true });
    const everything = JSON.stringify(
      ['sign_ins', 'users'].map((table) => database.prepare(`select * from ${table}`).all()),
    );
    database.close();
    expect(everything).not.toContain(cookie.value);
    expect(everything).not.toContain(password);
    const [row] = await store.signIns.listForUser(user.id);
    expect(row?.idHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('accounts', () => {
  test('whoever signed up signs in again, however the email is written', async () => {
    const { identity } = await setStage();
    const { user } = await identity.signUp({ name: 'Ama', email: ' Ama@Example.org ', password }, address);
    expect(user.email).toBe(email);
    const again = await identity.signIn({ email: 'AMA@example.org', password }, address);
    expect(again.user).toEqual(user);
    expect(await identity.identify(cookieHeader(again.cookie))).toMatchObject({ user: { id: user.id, name: 'Ama' } });
  });

  test.each([
    [{ name: '', email, password }, 'name-invalid'],
    [{ name: 'Ama', email: 'ama', password }, 'email-invalid'],
    [{ name: 'Ama', email, password: 'short' }, 'password-weak'],
    [{ name: 'Ama', email, password: 'x'.repeat(201) }, 'too-large'],
  ])('what will not do is refused: %j', async (input, code) => {
    const { identity, store } = await setStage();
    expect(await failure(identity.signUp(input, address))).toBe(code);
    expect(await store.users.count()).toBe(0);
  });

  test('an email belongs to one account, also when two ask at once', async () => {
    const { identity } = await setStage();
    const asked = ['Ama', 'Eve'].map((name) => failure(identity.signUp({ name, email, password }, address)));
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter((outcome) => outcome === 'email-taken')).toHaveLength(1);
    expect(await failure(identity.signUp({ name: 'Kim', email, password }, address))).toBe('email-taken');
  });

  test('a wrong password and an unknown email fail alike', async () => {
    const { identity } = await setStage();
    await identity.signUp({ name: 'Ama', email, password }, address);
    for (const input of [
      { email, password: 'over the mountain' },
      { email: 'eve@example.org', password },
      { email: 'no email', password },
    ]) {
      expect(await failure(identity.signIn(input, address))).toBe('sign-in-failed');
    }
  });

  test('a guest cannot be signed in to without a password', async () => {
    const { identity, store } = await setStage();
    const { user } = await identity.enterAsGuest('Ama', address);
    expect(await failure(identity.signIn({ email: '', password: '' }, address))).toBe('sign-in-failed');
    expect((await store.signIns.listForUser(user.id)).length).toBe(1);
  });
});

describe('limits', () => {
  const limits = {
    ...identityLimits,
    signInByEmailAndAddress: { tries: 3, seconds: 900 },
    signInByEmail: { tries: 5, seconds: 900 },
    signInByAddress: { tries: 6, seconds: 900 },
  };
  const wrong = { email, password: 'guess number one' };

  test('after a few wrong passwords even the right one has to wait, for this email only', async () => {
    const { identity } = await setStage(limits);
    await identity.signUp({ name: 'Ama', email, password }, address);
    await identity.signUp({ name: 'Ben', email: 'ben@example.org', password }, address);
    for (let guess = 0; guess < 3; guess++)
      expect(await failure(identity.signIn(wrong, address))).toBe('sign-in-failed');
    expect(await failure(identity.signIn({ email, password }, address))).toBe('too-many-tries');
    expect((await identity.signIn({ email: 'ben@example.org', password }, address)).user.name).toBe('Ben');
  });

  test('somebody who guesses elsewhere does not keep the owner out, and many who guess do', async () => {
    const { identity } = await setStage(limits);
    await identity.signUp({ name: 'Ama', email, password }, address);
    for (let guess = 0; guess < 3; guess++) await failure(identity.signIn(wrong, '198.51.100.1'));
    expect((await identity.signIn({ email, password }, address)).user.name).toBe('Ama');
    for (let guess = 0; guess < 2; guess++) await failure(identity.signIn(wrong, '198.51.100.2'));
    expect(await failure(identity.signIn({ email, password }, address))).toBe('too-many-tries');
  });

  test('a home with IPv6 counts as one address, whichever of its addresses is used', async () => {
    const { identity } = await setStage({ newUserByAddress: { tries: 1, seconds: 3_600 } });
    await identity.enterAsGuest('Ama', '2001:db8:1:2::1');
    expect(await failure(identity.enterAsGuest('Ben', '2001:db8:1:2:ffff::9'))).toBe('too-many-tries');
    await identity.enterAsGuest('Cleo', '2001:db8:1:3::1');
  });

  test('a workshop behind a proxy that nobody declared comes in: this machine itself is not counted', async () => {
    const { identity } = await setStage({ newUserByAddress: { tries: 1, seconds: 3_600 } });
    for (const name of ['Ama', 'Ben', 'Cleo']) await identity.enterAsGuest(name, '127.0.0.1');
  });

  test('guesses that are sent all at once are counted too', async () => {
    const { identity } = await setStage(limits);
    await identity.signUp({ name: 'Ama', email, password }, address);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => failure(identity.signIn(wrong, address))));
    expect(outcomes.filter((outcome) => outcome === 'sign-in-failed')).toHaveLength(3);
  });

  test('an address that tries many emails has to wait; others do not', async () => {
    const { identity } = await setStage(limits);
    await identity.signUp({ name: 'Ama', email, password }, address);
    for (let guess = 0; guess < 6; guess++) {
      await failure(identity.signIn({ email: `user-${guess}@example.org`, password }, address));
    }
    expect(await failure(identity.signIn({ email, password }, address))).toBe('too-many-tries');
    expect((await identity.signIn({ email, password }, '198.51.100.1')).user.name).toBe('Ama');
  });

  test('signing in well again and again costs nothing', async () => {
    const { identity } = await setStage(limits);
    await identity.signUp({ name: 'Ama', email, password }, address);
    for (let visit = 0; visit < 8; visit++) await identity.signIn({ email, password }, address);
  });

  test('one address cannot fill the house with guests', async () => {
    const { identity } = await setStage({ newUserByAddress: { tries: 2, seconds: 3_600 } });
    await identity.enterAsGuest('Ama', address);
    expect(await failure(identity.enterAsGuest('', address))).toBe('name-invalid');
    await identity.enterAsGuest('Ben', address);
    expect(await failure(identity.enterAsGuest('Cleo', address))).toBe('too-many-tries');
    await identity.enterAsGuest('Dia', '198.51.100.1');
  });
});

describe('a guest who becomes an account', () => {
  test('keeps the id, the name and every room', async () => {
    const { identity, rooms } = await setStage();
    const { user } = await identity.enterAsGuest('Ama', address);
    const room = await rooms.create(user, 'Ours');
    const account = await identity.becomeAccount(user, { email, password }, address);
    expect(account.user).toEqual({ ...user, email });
    const again = await identity.signIn({ email, password }, address);
    expect((await rooms.list(again.user)).map(({ id }) => id)).toEqual([room.id]);
    expect((await rooms.get(again.user, room.id)).members[0]?.isGuest).toBe(false);
  });

  test('goes on with a new cookie; the old ones are over everywhere, and their connections hear of it', async () => {
    const { identity, news } = await setStage();
    const laptop = await identity.enterAsGuest('Ama', address);
    const phone = await identity.issue(laptop.user.id);
    const signIns = await Promise.all([laptop, phone].map(({ cookie }) => identity.identify(cookieHeader(cookie))));
    const { cookie } = await identity.becomeAccount(laptop.user, { email, password }, address);
    for (const old of [laptop, phone]) expect(await identity.read(cookieHeader(old.cookie))).toBeNull();
    expect((await identity.read(cookieHeader(cookie)))?.user.email).toBe(email);
    const ended = news.flatMap((item) => (item.type === 'signed-out' ? [item.signIn] : []));
    expect(ended.sort()).toEqual(signIns.map((found) => found?.signIn).sort());
  });

  test('cannot take an email that is taken, and stays a guest then, signed in', async () => {
    const { identity } = await setStage();
    await identity.signUp({ name: 'Ama', email, password }, address);
    const { user, cookie } = await identity.enterAsGuest('Eve', address);
    expect(await failure(identity.becomeAccount(user, { email, password }, address))).toBe('email-taken');
    expect((await identity.read(cookieHeader(cookie)))?.user).toEqual(user);
  });

  test('does so once, also when two tabs ask at the same moment', async () => {
    const { identity, store } = await setStage();
    const { user } = await identity.enterAsGuest('Ama', address);
    const emails = ['one@example.org', 'two@example.org'];
    const outcomes = await Promise.all(
      emails.map((each) => failure(identity.becomeAccount(user, { email: each, password }, address))),
    );
    expect(outcomes.filter((outcome) => outcome === 'already-account')).toHaveLength(1);
    const winner = emails[outcomes.findIndex((outcome) => outcome !== 'already-account')];
    expect((await store.users.find(user.id))?.email).toBe(winner);
  });

  test('does so once', async () => {
    const { identity } = await setStage();
    const { user } = await identity.enterAsGuest('Ama', address);
    await identity.becomeAccount(user, { email, password }, address);
    const again = identity.becomeAccount(user, { email: 'other@example.org', password }, address);
    expect(await failure(again)).toBe('already-account');
  });
});

describe('a sign-in', () => {
  test('ends after thirty days without a visit', async () => {
    const { identity, clock } = await setStage();
    const { cookie } = await identity.enterAsGuest('Ama', address);
    clock.now += 30 * day;
    expect(await identity.identify(cookieHeader(cookie))).toBeNull();
    expect(await identity.read(cookieHeader(cookie))).toBeNull();
  });

  test('is renewed by a visit in its second half, cookie and all, and not before', async () => {
    const { identity, clock } = await setStage();
    const { cookie } = await identity.enterAsGuest('Ama', address);
    clock.now += 14 * day;
    expect((await identity.read(cookieHeader(cookie)))?.renewed).toBeNull();
    clock.now += 2 * day;
    expect((await identity.read(cookieHeader(cookie)))?.renewed).toEqual(cookie);
    clock.now += 29 * day;
    expect(await identity.identify(cookieHeader(cookie))).not.toBeNull();
  });

  test('is not lengthened by a handshake, which could not tell the browser', async () => {
    const { identity, clock, store } = await setStage();
    const { cookie, user } = await identity.enterAsGuest('Ama', address);
    clock.now += 20 * day;
    const [before] = await store.signIns.listForUser(user.id);
    await identity.identify(cookieHeader(cookie));
    expect(await store.signIns.listForUser(user.id)).toEqual([before]);
  });

  test('is over at once after signing out, and its connections hear of it', async () => {
    const { identity, news } = await setStage();
    const { cookie } = await identity.enterAsGuest('Ama', address);
    const signIn = (await identity.identify(cookieHeader(cookie)))?.signIn;
    expect(await identity.signOut(cookieHeader(cookie))).toMatchObject({ value: '', options: { maxAge: 0 } });
    expect(news).toEqual([{ type: 'signed-out', signIn }]);
    expect(await identity.read(cookieHeader(cookie))).toBeNull();
    expect(await identity.signOut(null)).toMatchObject({ value: '' });
  });

  test('that has run out is swept out of the database when others sign in', async () => {
    const { identity, clock, store } = await setStage();
    const { user } = await identity.enterAsGuest('Ama', address);
    clock.now += 31 * day;
    await identity.enterAsGuest('Ben', address);
    expect(await store.signIns.listForUser(user.id)).toEqual([]);
  });
});

test('a new name is tidied, and everybody in the rooms hears of it', async () => {
  const { identity, rooms, news } = await setStage();
  const { user } = await identity.enterAsGuest('Ama', address);
  const { id: room } = await rooms.create(user, 'Ours');
  expect((await identity.rename(user, ' Ama  B. ')).name).toBe('Ama B.');
  expect(news).toEqual([{ type: 'members-changed', room }]);
  expect(await failure(identity.rename(user, ' '))).toBe('name-invalid');
});

test('the operator makes accounts without limits, with the same rules', async () => {
  const { identity } = await setStage({ newUserByAddress: { tries: 0, seconds: 1 } });
  const account = await identity.createAccount({ name: 'Ama', email, password });
  expect(await failure(identity.createAccount({ name: 'Eve', email, password }))).toBe('email-taken');
  const { cookie } = await identity.issue(account.id);
  expect((await identity.read(cookieHeader(cookie)))?.user).toEqual(account);
  expect(await failure(identity.issue('nobody-known'))).toBe('not-found');
});
