import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textParts } from '#lib/ui/board/card/text-links.ts';

const links = (text: string): string[] => textParts(text).flatMap((part) => (part.type === 'link' ? [part.href] : []));

describe('addresses in the text of a card', () => {
  it.each([
    ['See https://example.org/a for more', ['https://example.org/a']],
    ['https://example.org.', ['https://example.org/']],
    ['(https://example.org/a_(b))', ['https://example.org/a_(b)']],
    ['"https://example.org/a", she said', ['https://example.org/a']],
    ['HTTP://EXAMPLE.org/Path?q=1#x!', ['http://example.org/Path?q=1#x']],
    ['two: http://a.example, https://b.example/;', ['http://a.example/', 'https://b.example/']],
    ['in Arabic: https://مثال.example/صفحة', ['https://xn--mgbh0fb.example/%D8%B5%D9%81%D8%AD%D8%A9']],
  ])('opens what is one: %s', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://https',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.org/',
    '<a href="javascript:alert(1)">x</a>',
    'https://',
    'http://?',
    'mailto:a@example.org',
    'https://good.example@evil.example/',
    'https://good.example:secret@evil.example',
    'https://good.example%2flogin@evil.example',
  ])('leaves what is none as words: %s', (text) => {
    expect(links(text)).toEqual([]);
  });

  it.each([
    ['Cyrillic among Latin letters', 'https://g\u043e\u043egle.com/x', 'xn--ggle-55da.com'],
    ['a name all in Cyrillic that reads as Latin', 'https://\u0430\u0440\u0440\u04cf\u0435.com', 'xn--80ak6aa92e.com'],
    ['Greek for Latin', 'https://\u03bf\u03bd\u03bf.example', 'xn--yxadb.example'],
    ['a letter from phonetics', 'https://\u0261ood.example', 'xn--ood-8tb.example'],
    ['a dotless i', 'https://b\u0131t.example', 'xn--bt-hpa.example'],
    ['wide letters', 'https://ｅｖｉｌ.example', 'evil.example'],
    ['another full stop', 'https://good.example。evil.example/', 'good.example.evil.example'],
    ['percent signs', 'https://%65vil.example', 'evil.example'],
    ['an invisible hyphen', 'https://good\u00ad.example', 'good.example'],
    ['a number for an address', 'http://2130706433/', '127.0.0.1'],
  ])('says where an address leads that reads as another: %s', (_, text, host) => {
    expect(textParts(text)).toEqual([expect.objectContaining({ type: 'link', text, host })]);
  });

  it.each([
    'https://example.org:8080/a',
    'HTTPS://Example.ORG/@someone',
    'http://[::1]:3000/',
    'https://müller.example',
    'https://łódź.example',
    'https://日本語.example',
    'https://삼성.example',
    'https://मराठी.example',
    'https://пример.рф',
    'https://παράδειγμα.ελ',
    'https://מבחן.example',
    'https://xn--80ak6aa92e.com',
  ])('says nothing of an address that reads as what it is: %s', (text) => {
    expect(textParts(text)).toEqual([expect.objectContaining({ type: 'link', text, host: null })]);
  });

  it('shows every character exactly once, whatever is written', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.webUrl(),
      fc.constantFrom('(', ')', '. ', 'https://', '\n'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const parts = textParts(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const part of parts) if (part.type === 'link') expect(part.href).toMatch(/^https?:\/\//);
      }),
      { seed: 20261127, numRuns: 100 },
    );
  });

  it('reads ten thousand characters of brackets in no time', () => {
    const text = `https://example.org/${'('.repeat(5_000)}${')'.repeat(5_000)}`;
    const begun = performance.now();
    expect(textParts(text)).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
