/** `user create`: an account, without going through the pages. */
import { createInterface } from 'node:readline';
import { UsageError, type Options } from './options.ts';
import { withServices, type Workplace } from './workplace.ts';

/** Prints the new account as one line of JSON. @throws ExpectedError when a name, email or password will not do. */
export async function createUser(workplace: Workplace, options: Options): Promise<void> {
  const name = options.text('name');
  const email = options.text('email');
  if (name === undefined || email === undefined) throw new UsageError('An account needs --name and --email.');
  const password = options.text('password') ?? (await readPassword());
  const user = await withServices(workplace, ({ identity }) => identity.createAccount({ name, email, password }));
  process.stdout.write(`${JSON.stringify(user)}\n`);
}

/** The first line of standard input, not shown while it is typed. */
function readPassword(): Promise<string> {
  const { stdin, stderr } = process;
  if (stdin.isTTY) stderr.write('Password (it is not shown): ');
  // Without an output, readline echoes nothing, and a terminal that it reads from does not either.
  const lines = createInterface({ input: stdin, terminal: stdin.isTTY });
  return new Promise((resolve) => {
    let password = '';
    lines.once('line', (line) => {
      password = line;
      lines.close();
    });
    lines.once('close', () => {
      if (stdin.isTTY) stderr.write('\n');
      resolve(password);
    });
  });
}
