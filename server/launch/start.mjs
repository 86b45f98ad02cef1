/** `npm start` and `npm run dev`: installs what is missing, builds what changed, and runs the server on a Node that can. */
import { build } from './build.mjs';
import { install } from './install.mjs';
import { runProgram } from './run-program.mjs';

const args = process.argv.slice(2);
install({ tools: false });
if (!args.includes('--dev')) build();
await runProgram('server/main.ts', args);
