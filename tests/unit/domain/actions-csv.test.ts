import { actionsToCsv } from '#lib/domain/board/actions-csv.ts';
import type { Card } from '#lib/domain/board/card.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aCard } from '../../support/cards.ts';
import { propertyRun } from '../../support/property-seed.ts';

const csv = (cards: Card[]): string =>
  actionsToCsv({ cards, links: [], frames: [], images: [], ink: [] }, (user) =>
    user === 'user-ama-1' ? 'Ama' : 'a former member',
  );

const anAction = (fields: Partial<Card>): Card => aCard({ id: 'action-0001', kind: 'action', ...fields });

/** RFC 4180, as a spreadsheet reads it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new Error('not RFC 4180');
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('actions are rows with who, by when, how sure, what if and how it stands', () => {
  const card = anAction({
    text: 'Send the "agenda", early',
    owner: 'user-ama-1',
    due: '2026-11-27',
    confidence: 8,
    plan: 'If Friday,\nthen send',
    carriedFrom: 6,
    createdAt: Date.UTC(2026, 10, 22),
  });
  const text = csv([card, aCard({ id: 'note-000001', text: 'no action' })]);
  expect(text.startsWith('\uFEFFAction,Owner,Due,')).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  expect(readCsv(text.slice(1))[1]).toEqual([
    'Send the "agenda", early',
    'Ama',
    '2026-11-27',
    '8',
    'If Friday,\nthen send',
    'open',
    '6',
    '2026-11-22',
  ]);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =cmd|x', '＝1+1', '\n@x', '-'])(
  'a spreadsheet runs nothing of %j',
  (text) => {
    expect(readCsv(csv([anAction({ text, plan: text })]).slice(1))[1]?.[0]).toBe(`'${text}`);
  },
);

test('whatever is written comes out of its cell as it went in, at most with an apostrophe before it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 5 }), (texts) => {
      const rows = readCsv(csv(texts.map((text) => anAction({ text }))).slice(1));
      expect(rows.slice(1).map(([first = '']) => first)).toEqual(
        texts.map((text): unknown => (/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text)),
      );
    }),
    propertyRun('actions as CSV', 300),
  );
});
