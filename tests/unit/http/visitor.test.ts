import { newAccount } from '#lib/http/new-account.ts';
import { visitor } from '#lib/http/visitor.ts';
import { describe, expect, test } from 'vitest';
import type { CurrentUser, IdentityService, SessionCookie } from '../../../server/services.ts';

const ama: CurrentUser = { id: 'user-ama-01', name: 'Ama', email: null };
const cookie: SessionCookie = {
  name: 'counterpoint',
  value: 'secret',
  options: { path: '/', httpOnly: true, sameSite: 'lax', secure: false, maxAge: 1 },
};

/** A server that is asked by `user`, and notes whom it let in as a guest. */
function asked(user: CurrentUser | null) {
  const entered: string[] = [];
  const enterAsGuest: IdentityService['enterAsGuest'] = (name, address) => {
    entered.push(`${name} from ${address}`);
    return Promise.resolve({ user: { id: 'user-new-01', name, email: null }, cookie });
  };
  return { entered, locals: { user, address: '192.0.2.1', services: { identity: { enterAsGuest } } } };
}

test('a stranger enters as a guest, with a cookie to be set', async () => {
  const { entered, locals } = asked(null);
  expect(await visitor({ locals }, 'Ben')).toEqual({ user: { id: 'user-new-01', name: 'Ben', email: null }, cookie });
  expect(entered).toEqual(['Ben from 192.0.2.1']);
});

test('whoever is signed in by now stays who they are, and gets no new cookie', async () => {
  const { entered, locals } = asked(ama);
  expect(await visitor({ locals }, 'Ben')).toEqual({ user: ama, cookie: null });
  expect(entered).toEqual([]);
});

describe('a sign-up form that was opened as a stranger', () => {
  const input = { name: 'Ben', email: 'ben@example.org', password: 'over the mountains' };
  const asks = (user: CurrentUser | null) => {
    const deeds: string[] = [];
    const answer = (deed: string, to: CurrentUser) => {
      deeds.push(deed);
      return Promise.resolve({ user: to, cookie });
    };
    const identity: Pick<IdentityService, 'signUp' | 'becomeAccount'> = {
      signUp: ({ name, email }, address) => answer(`new from ${address}`, { id: 'user-new-01', name, email }),
      becomeAccount: ({ id, name }, { email }) => answer(`account of ${id}`, { id, name, email }),
    };
    return { deeds, locals: { user, address: '192.0.2.1', services: { identity } } };
  };

  test('makes an account for a stranger', async () => {
    const { deeds, locals } = asks(null);
    expect((await newAccount({ locals }, input)).user.id).toBe('user-new-01');
    expect(deeds).toHaveLength(1);
  });

  test('keeps whoever became a guest meanwhile, with their rooms', async () => {
    const { locals } = asks(ama);
    expect((await newAccount({ locals }, input)).user).toEqual({ ...ama, email: input.email });
  });
});
