/** `npm run soak`: what takes minutes, from an empty machine. Arguments are handed on: see main.ts. */
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { build } from '../../server/launch/build.mjs';
import { install } from '../../server/launch/install.mjs';
import { folder, nodeProgram } from '../../server/launch/project.mjs';

install({ tools: true });
build();
const node = nodeProgram();
const { status } = spawnSync(node, [join(folder, 'tests/soak/main.ts'), ...process.argv.slice(2)], {
  cwd: folder,
  // What it starts itself finds the same Node first.
  env: { ...process.env, PATH: [dirname(node), process.env['PATH'] ?? ''].join(delimiter) },
  stdio: ['ignore', 'inherit', 'inherit'],
});
process.exit(status ?? 1);
