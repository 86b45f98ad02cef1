/** `npm run -s admin -- COMMAND`: for the operator, also while the server runs. Answers on standard output, all else on standard error. */
import { resolve } from 'node:path';
import { ExpectedError } from '#lib/domain/errors.ts';
import { readConfig, readEnvironment } from '../config.ts';
import { createLog } from '../log.ts';
import { StartError } from '../start-error.ts';
import { readOptions, UsageError } from './options.ts';

const help = `Commands for whoever runs Counterpoint. They work on the same data as the server, also while it runs.

  npm run -s admin -- help
      This text.

  npm run -s admin -- user create --name NAME --email EMAIL [--password PASSWORD]
      An account. The password is read from standard input when it is left out, which keeps it out of the shell's history.

  npm run -s admin -- backup FILE
      A consistent copy of the SQLite database. FILE must not exist yet. With PostgreSQL, use pg_dump.

  npm run -s admin -- quarantine list
  npm run -s admin -- quarantine show SESSION SEQ
      Board updates that no document can take: they were left out of their boards and kept. One line of JSON for each
      of them without what it says, or one of them in full.

  npm run -s admin -- fixture --rooms N [--force]
      For tests and measurements: N rooms, each with two account members and a live session, printed as JSON with a
      ready Cookie header for each member. Refuses a database with people in it unless --force is given.
`;

const folder = resolve(import.meta.dirname, '../..');

async function run(words: readonly string[]): Promise<void> {
  const [command, ...rest] = words;
  if (command === undefined || command === 'help' || command === '--help') {
    process.stdout.write(help);
    return;
  }
  const config = readConfig(readEnvironment(folder));
  // Only what goes wrong: a command's own answer says the rest.
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel, process.stderr);
  const workplace = { config, log };
  // Options first, then the server's modules: a slip of the keyboard is answered at once.
  if (command === 'user' && rest[0] === 'create') {
    const options = readOptions(rest.slice(1), { texts: ['name', 'email', 'password'] });
    const { createUser } = await import('./create-user.ts');
    await createUser(workplace, options);
  } else if (command === 'backup') {
    const options = readOptions(rest, { words: 1 });
    const { backup } = await import('./backup.ts');
    await backup(workplace, options);
  } else if (command === 'quarantine' && rest[0] === 'list') {
    readOptions(rest.slice(1), {});
    const { listQuarantine } = await import('./quarantine.ts');
    await listQuarantine(workplace);
  } else if (command === 'quarantine' && rest[0] === 'show') {
    const options = readOptions(rest.slice(1), { words: 2 });
    const { showQuarantined } = await import('./quarantine.ts');
    await showQuarantined(workplace, options);
  } else if (command === 'fixture') {
    const options = readOptions(rest, { texts: ['rooms'], flags: ['force'] });
    const { fixture } = await import('./fixture.ts');
    await fixture(workplace, options);
  } else {
    throw new UsageError(`There is no command "${words.slice(0, 2).join(' ')}".`);
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message} "npm run -s admin -- help" lists the commands.\n`);
  } else if (error instanceof StartError || error instanceof ExpectedError) {
    process.stderr.write(`${error.message}\n`);
  } else {
    throw error;
  }
  process.exitCode = 1;
}
