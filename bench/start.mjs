/** `npm run bench`: the same packages, pages and Node as `npm start`, then the benchmark, or the one that is named. */
import { build } from '../server/launch/build.mjs';
import { install } from '../server/launch/install.mjs';
import { runProgram } from '../server/launch/run-program.mjs';

install({ tools: true });
build();
const [name, ...others] = process.argv.slice(2);
if (name === 'first-load') await runProgram('bench/first-load.ts', others);
else await runProgram('bench/run.ts', process.argv.slice(2));
