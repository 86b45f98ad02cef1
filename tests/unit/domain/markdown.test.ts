import type { Card } from '#lib/domain/board/card.ts';
import { fileNameOf, sessionToMarkdown, type SessionRecord } from '#lib/domain/board/markdown.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCard } from '../../support/cards.ts';
import { propertyRun } from '../../support/property-seed.ts';

function record(cards: Card[], more: Partial<SessionRecord> = {}): SessionRecord {
  return {
    room: { name: 'Ama and Jonas' },
    number: 7,
    format: { title: 'Peer GROW' },
    createdAt: Date.UTC(2026, 10, 21),
    startedAt: Date.UTC(2026, 10, 22, 23, 30),
    endedAt: Date.UTC(2026, 10, 23),
    people: [
      { id: 'user-ama-1', name: 'Ama' },
      { id: 'user-jonas', name: 'Jonas' },
    ],
    board: { cards, links: [], frames: [], images: [], ink: [] },
    ...more,
  };
}

/** The document with one note of this text in it, without the rest. */
function noteAsMarkdown(text: string): string {
  const whole = sessionToMarkdown(record([aCard({ id: 'note-000001', text })]));
  return whole.slice(whole.indexOf('### Without a label\n\n') + '### Without a label\n\n'.length).trimEnd();
}

test('a session reads as who, when, goals, questions, actions and notes by label', () => {
  const cards = [
    aCard({
      id: 'goal-000001',
      kind: 'goal',
      text: 'Run the Monday meeting so that people speak',
      author: 'user-ama-1',
    }),
    aCard({ id: 'quest-00001', kind: 'question', text: 'What would I see?', author: 'user-jonas' }),
    aCard({
      id: 'action-0001',
      kind: 'action',
      text: 'Send the agenda',
      owner: 'user-ama-1',
      due: '2026-11-27',
      confidence: 8,
      plan: 'If it is Friday at nine, then I send it',
      status: 'open',
      carriedFrom: 6,
    }),
    aCard({ id: 'action-0002', kind: 'action', text: 'Call Mei', owner: 'somebody-gone', status: 'dropped' }),
    aCard({ id: 'action-0003', kind: 'action' }),
    aCard({ id: 'note-000001', label: 'reality', text: 'I open with my view' }),
    aCard({ id: 'note-000002', text: 'Just a thought' }),
    aCard({ id: 'note-000003', label: 'insight', text: 'Waiting works\nmore than asking\n\nIt does' }),
    aCard({ id: 'note-000004', label: 'Reality', text: 'Two people have stopped bringing theirs' }),
  ];
  expect(sessionToMarkdown(record(cards))).toMatchInlineSnapshot(`
    "# Ama and Jonas, session 7

    - Date: 2026-11-22
    - Format: Peer GROW
    - Who took part: Ama, Jonas

    ## Goals

    - Run the Monday meeting so that people speak
      - By Ama

    ## Questions

    - What would I see?
      - By Jonas

    ## Actions

    - Send the agenda
      - Owner: Ama
      - Due: 2026-11-27
      - How sure: 8 of 10
      - If-then plan: If it is Friday at nine, then I send it
      - Status: open
      - From session 6
    - Call Mei
      - Owner: a former member
      - Status: dropped
    - (nothing written)
      - Owner: nobody yet
      - Status: open

    ## Notes

    ### Reality

    - I open with my view
    - Two people have stopped bringing theirs

    ### Insight

    - Waiting works\\
      more than asking

      It does

    ### Without a label

    - Just a thought
    "
  `);
});

test('what was said about goals and questions, and what was chosen, goes along', () => {
  const dots = [
    { user: 'user-ama-1', count: 2 },
    { user: 'somebody-gone', count: 1 },
  ];
  const cards = [
    aCard({ id: 'goal-000001', kind: 'goal', text: 'Speak last', scale: 0, due: '2026-12-01', dots }),
    aCard({
      id: 'quest-00001',
      kind: 'question',
      text: 'What else?',
      author: 'user-jonas',
      pinned: true,
      answered: true,
      useful: 'user-ama-1',
    }),
    aCard({ id: 'quest-00002', kind: 'question', text: 'And then?', scale: 4, due: '2026-12-01' }),
    aCard({ id: 'action-0001', kind: 'action', text: 'Call Mei', confidence: 0, dots }),
    aCard({ id: 'note-000001', text: 'Just a thought', pinned: true, dots }),
  ];
  const chosen = '  - Dots: 3 (Ama 2, a former member 1)\n';
  const text = sessionToMarkdown(record(cards));
  expect(text).toContain(`- Speak last\n  - How far: 0 of 10\n  - Aimed at: 2026-12-01\n${chosen}\n`);
  expect(text).toContain('- What else?\n  - By Jonas\n  - Pinned\n  - Answered\n  - Useful to Ama\n- And then?\n\n');
  expect(text).toContain(`- Call Mei\n  - Owner: nobody yet\n  - How sure: 0 of 10\n  - Status: open\n${chosen}\n`);
  expect(text).toContain(`- Just a thought\n${chosen}`);
});

test('an empty board and a session under way say so', () => {
  const text = sessionToMarkdown(record([], { endedAt: null, startedAt: null, people: [] }));
  expect(text).toContain('- Date: 2026-11-21');
  expect(text).toContain('- Who took part: nobody yet');
  expect(text).toContain('This session has not ended yet.');
  expect(text.match(/^None\.$/gm)).toHaveLength(4);
});

test('the same record always gives the same text', () => {
  const cards = [
    aCard({ id: 'note-000001', label: 'win', text: 'a' }),
    aCard({ id: 'note-000002', label: 'hope', text: 'b' }),
  ];
  expect(sessionToMarkdown(record(cards))).toBe(sessionToMarkdown(structuredClone(record(cards))));
});

describe('what people wrote stays text', () => {
  test.each([
    ['HTML', '<script>alert(1)</script>', '- &lt;script&gt;alert(1)&lt;/script&gt;'],
    ['an entity', '&lt;img&gt; &#x3c;', '- &amp;lt;img&amp;gt; &amp;#x3c;'],
    ['a link that runs code', '[click](javascript:alert(1))', '- \\[click\\](javascript:alert(1))'],
    ['an autolink that runs code', '<javascript:alert(1)>', '- &lt;javascript:alert(1)&gt;'],
    ['an image', '![x](http://evil.example/pixel)', '- !\\[x\\](http://evil.example/pixel)'],
    ['a link definition', '[a]: javascript:alert(1)', '- \\[a\\]: javascript:alert(1)'],
    ['a heading', '# Big', '- \\# Big'],
    ['a heading by underline', 'Big\n===\nSmall\n---', '- Big\\\n  \\===\\\n  Small\\\n  \\---'],
    ['lists', '- a\n+ b\n* c\n1. d\n23) e', '- \\- a\\\n  \\+ b\\\n  \\* c\\\n  1\\. d\\\n  23\\) e'],
    ['a fence of code', '```html\n<b>\n~~~', '- \\`\\`\\`html\\\n  &lt;b&gt;\\\n  \\~\\~\\~'],
    ['indented code', '        rm -rf', '- rm -rf'],
    ['emphasis', '*a* __b__ ~~c~~', '- \\*a\\* \\_\\_b\\_\\_ \\~\\~c\\~\\~'],
    ['a table', 'a | b', '- a \\| b'],
    ['a quote', '> said', '- &gt; said'],
    ['backslashes at a line end', 'a\\\nb', '- a\\\\\\\n  b'],
    ['every kind of line end', 'a\r\nb\rc\u2028d\u0085e', '- a\\\n  b\\\n  c\\\n  d\\\n  e'],
    ['control characters and a turn-around', 'a\u0000\u001b\u202eb', '- ab'],
    ['nothing visible', ' \n\t\n ', '- (nothing written)'],
  ])('%s', (_, text, markdown) => {
    expect(noteAsMarkdown(text)).toBe(markdown);
  });

  test('in names, labels, plans and titles too, each on its own line', () => {
    const text = sessionToMarkdown(
      record(
        [
          aCard({ id: 'note-000001', label: '# <b>\nx', text: 'a', author: 'user-ama-1' }),
          aCard({ id: 'action-0001', kind: 'action', text: 'b', plan: 'one\n# two <i>' }),
        ],
        { room: { name: 'R\n# <u>' }, format: { title: '<f>' }, people: [{ id: 'user-ama-1', name: '*A*\n<a>' }] },
      ),
    );
    expect(text).not.toMatch(/<[a-z]/);
    expect(text).toContain('# R # &lt;u&gt;, session 7\n');
    expect(text).toContain('### \\# &lt;b&gt; x\n');
    expect(text).toContain('If-then plan: one # two &lt;i&gt;\n');
    expect(text).toContain('By \\*A\\* &lt;a&gt;\n');
  });

  test('whatever the text, no line of it makes a block, a link or a tag', () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '&',
          '[',
          ']',
          '(',
          ')',
          '`',
          '*',
          '_',
          '#',
          '-',
          '+',
          '=',
          '1',
          '.',
          '!',
          '|',
          '~',
          '\\',
        ),
        fc.constantFrom('\n', '\r', ' ', '\t', '\u2028', 'a', 'javascript:', 'http://x', '\u0000', '\ud800', 'é', '🙂'),
      ),
      maxLength: 60,
      size: 'max',
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = noteAsMarkdown(text).split('\n');
        const bodies = lines.map((line, nth) => line.slice(nth === 0 ? '- '.length : '  '.length));
        for (const [nth, line] of lines.entries()) {
          if (line !== '') expect(line.startsWith(nth === 0 ? '- ' : '  ')).toBe(true);
        }
        for (const body of bodies) {
          expect(body).not.toMatch(/^\s|^[#+\-=>]|^\d+[.)]/);
          expect(body).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
          // Every mark that opens a span stands behind an odd number of backslashes.
          expect(body.replace(/\\[\\`*_[\]{}|~$#+\-=:.)]/g, '')).not.toMatch(/[`*_[\]|~]/);
        }
      }),
      propertyRun('hostile text in Markdown', 1000),
    );
  });
});

describe('a file name', () => {
  test.each([
    ['Ama and Jonas session 7', 'ama-and-jonas-session-7.md'],
    ['Zoë & Çağlar: Q4/2026', 'zoe-caglar-q4-2026.md'],
    ['../../etc/passwd', 'etc-passwd.md'],
    ['CON', 'session-con.md'],
    ['李小龍 session 3', 'session-3.md'],
    ['李小龍', 'session.md'],
    ['', 'session.md'],
    ['"; filename=evil.exe\r\nX: y', 'filename-evil-exe-x-y.md'],
    ['.hidden ', 'hidden.md'],
  ])('of %j is %s', (title, name) => {
    expect(fileNameOf(title)).toBe(name);
  });

  test('is never long, and safe for every title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300, size: 'max' }), (title) => {
        expect(fileNameOf(title)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?\.md$/);
      }),
      propertyRun('file names', 500),
    );
  });
});

test('pictures are told of in words, as far as somebody described them', () => {
  const picture = {
    id: 'image-000001',
    file: 'file-000001',
    at: { x: 0, y: 0 },
    size: { width: 200, height: 120 },
    alt: 'Four # circles <b>',
    locked: false,
    group: null,
    order: 0,
    author: 'user-ama-1',
    createdAt: 0,
  };
  const images = [picture, { ...picture, id: 'image-000002', alt: '', author: null }];
  const text = sessionToMarkdown(record([], { board: { cards: [], links: [], frames: [], images, ink: [] } }));
  expect(text.slice(text.indexOf('## Pictures'))).toBe(
    '## Pictures\n\n- Four # circles &lt;b&gt;\n  - By Ama\n- (a picture without a description)\n',
  );
  expect(sessionToMarkdown(record([]))).not.toContain('Pictures');
});
