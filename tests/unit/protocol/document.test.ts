import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardMaps } from '#lib/crdt/board-doc.ts';
import { boardClose } from '#lib/protocol/board-messages.ts';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/protocol.md'), 'utf8');
const rules = [...text.matchAll(/^- \*\*([BS]\d+)\*\* \S/gm)].map(([, id]) => id ?? '');

/** Ids of rules in the names of tests: `test('B3 B6: ...')`, `it('... (S8, S12)')`. */
function named(folder: string): string[] {
  return readdirSync(join(root, 'tests', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => readFileSync(join(root, 'tests', folder, name), 'utf8').split('\n'))
    .flatMap((line) => {
      const before = /^\s*(?:it|test)[^'`]*['`]((?:[BS]\d+ )*[BS]\d+):/.exec(line)?.[1] ?? '';
      const after = /\(([BS]\d+(?:, [BS]\d+)*)(?:, seed [^)]*)?\)['`]/.exec(line)?.[1] ?? '';
      return `${before} ${after}`.match(/[BS]\d+/g) ?? [];
    });
}

const tested = [...named('realtime'), ...named('unit'), ...named('contract')];

test('every rule that a test names is in docs/protocol.md', () => {
  expect(tested.length).toBeGreaterThan(100);
  expect([...new Set(tested)].filter((id) => !rules.includes(id))).toEqual([]);
});

test('every rule in docs/protocol.md is there once, and named by a test', () => {
  expect(new Set(rules).size).toBe(rules.length);
  expect(rules.filter((id) => !tested.includes(id))).toEqual([]);
});

test('every close code is in docs/protocol.md with its reason, and whether to come back after it', () => {
  for (const { code, reason, retry } of Object.values(boardClose)) {
    const row = text.split('\n').find((line) => line.startsWith(`| ${code} `));
    expect(row).toContain(reason);
    expect(row).toMatch(retry ? /\| yes +\|$/ : /\| no +\|$/);
  }
});

test('every part of the document is in docs/protocol.md', () => {
  for (const name of Object.keys(boardMaps(new Y.Doc()))) expect(text).toMatch(new RegExp(`^\\| \`${name}\` `, 'm'));
});
