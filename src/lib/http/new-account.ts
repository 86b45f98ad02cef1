import type { CurrentUser, IdentityService, SignIn } from '../../../server/services.ts';

interface Asked {
  locals: {
    user: CurrentUser | null;
    address: string;
    services: { identity: Pick<IdentityService, 'signUp' | 'becomeAccount'> };
  };
}

/**
 * The account that a stranger's form asks for. Whoever became a guest meanwhile, in another tab, keeps that guest and
 * its rooms, as its account; whoever has an account by now keeps it. @throws ExpectedError `already-account` then.
 */
export function newAccount(
  { locals: { user, address, services } }: Asked,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<SignIn> {
  return user === null
    ? services.identity.signUp({ name, email, password }, address)
    : services.identity.becomeAccount(user, { email, password }, address);
}
