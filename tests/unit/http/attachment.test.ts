import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachment } from '#lib/http/content-disposition.ts';

const seed = 20_261_123;

describe('the name of a downloaded file', () => {
  it('is kept in every script', () => {
    expect(attachment('sitzung 7 Büro.md')).toBe(
      `attachment; filename="sitzung 7 B-ro.md"; filename*=UTF-8''sitzung%207%20B%C3%BCro.md`,
    );
  });

  it('cannot end the header early or add another one', () => {
    expect(attachment('a"; filename="evil.exe\r\nSet-Cookie: x=1')).toBe(
      `attachment; filename="a-- filename--evil.exe--Set-Cookie- x-1"; filename*=UTF-8''a%22%3B%20filename%3D%22evil.exe%0D%0ASet-Cookie%3A%20x%3D1`,
    );
  });

  it(`is a header that can be sent, whatever the name (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(() => new Headers({ 'content-disposition': attachment(name) })).not.toThrow();
        expect(attachment(name)).toMatch(
          /^attachment; filename="[A-Za-z0-9._ -]*"; filename\*=UTF-8''[A-Za-z0-9%._~!-]*$/,
        );
      }),
      { seed },
    );
  });
});
