/** What a browser loads before a session's board can be used, by the built files alone: no browser, the same on every machine. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { expect, test } from '../support/counterpoint-test.ts';

/**
 * Bytes of compressed scripts. The budget is 200,000: this keeps what was reached below it. Lower it with what is saved;
 * what is not needed for the first look belongs into a part that comes later.
 */
const reached = 199_500;

const manifestSchema = z.record(z.string(), z.object({ file: z.string(), imports: z.array(z.string()).default([]) }));

/** What a page of a session in its lobby asks for by itself before its board can be used. */
const asked = [
  /\/runtime\/client\/entry\.js$/,
  /\/client-optimized\/app\.js$/,
  /\/client-optimized\/nodes\/[01]\.js$/,
  /^src\/lib\/client\/board\/board-client\.svelte\.ts$/,
  /^src\/lib\/ui\/board\/BoardView\.svelte$/,
  /^src\/lib\/ui\/session\/lobby\/LobbyChoice\.svelte$/,
];

test('a session’s board can be used after no more script than was reached so far', ({ server }) => {
  // The server has built the pages.
  expect(server.address).not.toBe('');
  const output = '.svelte-kit/output/client';
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(output, '.vite/manifest.json'), 'utf8')));
  const nodes = '.svelte-kit/generated/client-optimized/nodes';
  const page = readdirSync(nodes).find((file) =>
    readFileSync(join(nodes, file), 'utf8').includes('routes/sessions/[session]/+page.svelte'),
  );
  const patterns = [...asked, new RegExp(`/nodes/${String(page)}$`)];
  const needed = new Set(
    patterns.flatMap((pattern) => {
      const found = Object.keys(manifest).filter((name) => pattern.test(name));
      expect(found, `nothing in the build is called ${String(pattern)}`).not.toEqual([]);
      return found;
    }),
  );
  // What is added meanwhile is gone through, too.
  for (const name of needed) for (const next of manifest[name]?.imports ?? []) needed.add(next);
  const bytes = [...needed].reduce((sum, name) => sum + sentBytes(manifest[name]?.file ?? ''), 0);
  expect(bytes).toBeGreaterThan(reached / 2);
  expect(bytes).toBeLessThanOrEqual(reached);
});

/** As the server sends it: compressed where that was done. */
function sentBytes(file: string): number {
  const path = join('build/client', file);
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
}
