/** `npm run bench`: the same packages, pages and Node as `npm start`, then the benchmark. */
import { build } from '../server/launch/build.mjs';
import { install } from '../server/launch/install.mjs';
import { runProgram } from '../server/launch/run-program.mjs';

install({ tools: true });
build();
await runProgram('bench/run.ts', process.argv.slice(2));
