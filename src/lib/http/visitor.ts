import type { CurrentUser, IdentityService, SessionCookie } from '../../../server/services.ts';

interface Asked {
  locals: {
    user: CurrentUser | null;
    address: string;
    services: { identity: Pick<IdentityService, 'enterAsGuest'> };
  };
}

/**
 * Who sent a form that asks for a name only. A stranger becomes a guest, whose cookie is for the caller to set. Whoever
 * signed in meanwhile, in another tab, stays who they are: a guest whose cookie is replaced has no way back.
 */
export async function visitor(
  { locals: { user, address, services } }: Asked,
  name: string,
): Promise<{ user: CurrentUser; cookie: SessionCookie | null }> {
  return user === null ? services.identity.enterAsGuest(name, address) : { user, cookie: null };
}
