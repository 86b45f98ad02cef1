/** That what makes the first load light notices when it no longer knows what it works on, and ends the build. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leanCanvas } from '../../../vite.lean-canvas.ts';
import { sessionChunks } from '../../../vite.session-chunks.ts';

/** What a plugin is called with, as far as these look at it. */
const context = (more: object = {}): object => ({
  environment: { name: 'client' },
  error(message: string): never {
    throw new Error(message);
  },
  ...more,
});

/** Calls a hook, however it was written. */
function call(hook: unknown, self: object, ...given: unknown[]): unknown {
  const handler = typeof hook === 'object' && hook !== null && 'handler' in hook ? hook.handler : hook;
  if (typeof handler !== 'function') throw new Error('there is no such hook');
  return Reflect.apply(handler, self, given) as unknown;
}

const require = createRequire(import.meta.url);
const flow = dirname(require.resolve('@xyflow/svelte/package.json'));
const fromFlow = createRequire(join(flow, 'package.json'));
const system = fromFlow.resolve('@xyflow/system').replace(/umd\/index\.js$/, 'esm/index.js');

describe('leaving out what the canvas’s packages can do and the board does not', () => {
  const read = (id: string, code: string): unknown => call(leanCanvas().transform, context(), code, id);

  test('another version of a package ends the build', () => {
    for (const name of ['selection', 'transition', 'drag', 'zoom']) {
      const id = `/node_modules/d3-${name}/dist/d3-${name}.mjs`;
      expect(() => read(id, `// d3-${name}/ v9.0.0 \nSelection.prototype = {};`)).toThrow('not the version that was read');
    }
  });

  test('Svelte Flow as it is installed calls nothing that is left out; another call ends the build', () => {
    const code = readFileSync(system, 'utf8');
    expect(() => read('/node_modules/@xyflow/system/dist/esm/index.js', code)).not.toThrow();
    const other = `${code}\nselection.append('g');`;
    expect(() => read('/node_modules/@xyflow/system/dist/esm/index.js', other)).toThrow('Svelte Flow calls append');
    expect(() => read('/node_modules/@xyflow/system/dist/esm/index.js', '')).toThrow('Svelte Flow calls d3 otherwise');
  });

  test('its line under way is left out only where it is drawn as it was', () => {
    const file = 'components/ConnectionLine/ConnectionLine.svelte';
    const code = readFileSync(join(flow, 'dist/lib', file), 'utf8');
    const id = `/node_modules/@xyflow/svelte/dist/lib/${file}`;
    expect(read(id, code)).toMatchObject({ code: expect.stringContaining('inProgress') as unknown });
    expect(() => read(id, '<g />')).toThrow('draws its line otherwise');
  });
});

describe('putting what a session alone needs into few scripts', () => {
  const parts = [
    '/src/routes/sessions/[session]/+page.svelte',
    '/src/routes/+layout.svelte',
    '/src/lib/ui/board/BoardView.svelte',
    '/src/lib/client/board/board-client.svelte.ts',
  ];
  const end = (ids: readonly string[]): unknown =>
    call(sessionChunks().buildEnd, context({ getModuleIds: () => ids, getModuleInfo: () => null }));

  test('a part that has another name by now ends the build', () => {
    expect(() => end(parts)).not.toThrow();
    for (const gone of parts) expect(() => end(parts.filter((id) => id !== gone))).toThrow('is called');
  });

  test('scripts that need each other in a circle end the build', () => {
    const chunk = (name: string, ...imports: string[]): object => ({ type: 'chunk', name, fileName: name, imports });
    const write = (...chunks: object[]): unknown =>
      call(sessionChunks().generateBundle, context(), {}, Object.fromEntries(chunks.map((one, nth) => [nth, one])));
    expect(() => write(chunk('a', 'b'), chunk('b', 'c'), chunk('c'))).not.toThrow();
    expect(() => write(chunk('a', 'b'), chunk('b', 'c'), chunk('c', 'b'))).toThrow('in a circle: a, b, c');
  });
});
