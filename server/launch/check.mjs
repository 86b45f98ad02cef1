/** `npm run check`: everything that can be said about the code without running it. All checks run; the last lines say which failed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install } from './install.mjs';
import { folder, nodeProgram } from './project.mjs';

/** Name, program in node_modules, arguments. */
const checks = /** @type {const} */ ([
  ['formatting', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['types of pages', '@sveltejs/kit/svelte-kit.js', ['sync']],
  [
    'types',
    'svelte-check/bin/svelte-check',
    ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  ],
  ['rules', 'eslint/bin/eslint.js', ['--max-warnings', '0', '.']],
  [
    'imports',
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['--config', '.dependency-cruiser.mjs', 'src', 'server', 'tests'],
  ],
  ['unused code', 'knip/bin/knip.js', []],
]);

install({ tools: true });
const failed = checks.filter(([name, program, args]) => {
  process.stdout.write(`\n--- ${name}\n`);
  const run = spawnSync(nodeProgram(), [join(folder, 'node_modules', program), ...args], {
    cwd: folder,
    stdio: 'inherit',
  });
  return run.status !== 0;
});
process.stdout.write(
  failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.map(([name]) => name).join(', ')}.\n`,
);
process.exit(failed.length === 0 ? 0 : 1);
