/** `npm run -s admin -- COMMAND`: the same Node and packages as the server, and nothing of its own on standard output. */
import { install } from './install.mjs';
import { runProgram } from './run-program.mjs';

install({ tools: false });
await runProgram('server/admin/main.ts', process.argv.slice(2));
