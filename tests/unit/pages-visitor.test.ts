import { visitor } from '#lib/http/visitor.ts';
import { expect, test } from 'vitest';
import type { CurrentUser, IdentityService, SessionCookie } from '../../server/services.ts';

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
