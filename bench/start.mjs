/** `npm run bench`: the same packages, pages and Node as `npm start`, then the benchmark, or the one that is named. */
import { build } from '../server/launch/build.mjs';
import { install } from '../server/launch/install.mjs';
import { runProgram } from '../server/launch/run-program.mjs';

install({ tools: true });
build();
const [name = '', ...others] = process.argv.slice(2);
const isNamed = ['first-load', 'client', 'session'].includes(name);
// The program may run in this process: it is to find its own arguments only.
if (isNamed) process.argv.splice(2, 1);
await runProgram(isNamed ? `bench/${name}.ts` : 'bench/run.ts', isNamed ? others : process.argv.slice(2));
