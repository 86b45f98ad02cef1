import { StartError } from '../../start-error.ts';

/** A sentence for the failures that an operator can mend; any other error as it is. Never with the URL, which holds a password. */
export function postgresStartError(error: unknown): unknown {
  if (error instanceof StartError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^28/.test(code)) {
    return new StartError('PostgreSQL refuses the user or the password in DATABASE_URL. Check both, then start again.');
  }
  if (code === '3D000') {
    return new StartError('PostgreSQL has no database of the name in DATABASE_URL. Create it, then start again.');
  }
  if (code === '42501') {
    return new StartError('The PostgreSQL user in DATABASE_URL may not create tables. Grant that, then start again.');
  }
  const unreachable = /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|57P03)/.test(code);
  if (unreachable || /timeout|terminated unexpectedly/.test(error.message)) {
    return new StartError(
      'PostgreSQL cannot be reached at the address in DATABASE_URL. Start it or check the address, then start again.',
    );
  }
  return error;
}
