import { emailSchema, nameSchema, passwordSchema } from '#lib/domain/person.ts';
import { expect, test } from 'vitest';

const tidy = (raw: string): string | null => nameSchema.safeParse(raw).data ?? null;

test.each([
  ['a plain name', 'Ama', 'Ama'],
  ['blanks around and within', '  Ama \t  Owusu  ', 'Ama Owusu'],
  ['line breaks', 'Ama\r\nOwusu\u2028Jr', 'Ama Owusu Jr'],
  ['control characters', 'A\u0000ma\u0007 \u001b[31m', 'A ma [31m'],
  ['Arabic, from right to left', 'ليلى أحمد', 'ليلى أحمد'],
  ['Hebrew', 'נועה', 'נועה'],
  ['Chinese', '李小龍', '李小龍'],
  ['Devanagari with joined letters', 'क्षत्रिया', 'क्षत्रिया'],
  ['an emoji of several code points', 'Ole 👩‍👩‍👧', 'Ole 👩‍👩‍👧'],
  ['letters composed and decomposed alike', 'Zoe\u0308', 'Zoë'],
  ['marks that turn the text around', 'Ama\u202egnp.exe\u202c', 'Ama gnp.exe'],
  ['half a surrogate pair', 'Ama\ud83d', 'Ama'],
  ['markup, which stays text', '<b>Ama</b> & "Co"', '<b>Ama</b> & "Co"'],
  ['what looks like a prototype', '__proto__', '__proto__'],
])('takes %s', (_, raw, name) => {
  expect(tidy(raw)).toBe(name);
});

test.each([
  ['nothing', ''],
  ['blanks only', ' \u00a0\u3000\t'],
  ['control characters only', '\u0000\u0007\n'],
  ['invisible characters only', '\u200b\u2060\u00ad\ufeff'],
  ['letters that show nothing', '\u3164\u115f\u2800'],
  ['81 characters', 'a'.repeat(81)],
  ['a whole book', 'a'.repeat(100_000)],
])('refuses %s and says what to do', (_, raw) => {
  const result = nameSchema.safeParse(raw);
  expect(result.success).toBe(false);
  expect(result.error?.issues[0]?.message).toBe('Give a name of 1 to 80 characters.');
});

test('counts characters, not the units that they are stored in', () => {
  expect(tidy('👍'.repeat(80))).toBe('👍'.repeat(80));
  expect(tidy('👍'.repeat(81))).toBeNull();
});

test('takes nothing but a string', () => {
  for (const raw of [null, undefined, 7, {}, ['Ama']]) expect(nameSchema.safeParse(raw).success).toBe(false);
});

test('an email is compared without blanks and in lower case', () => {
  expect(emailSchema.parse('  Ama@Example.ORG ')).toBe('ama@example.org');
  for (const raw of ['ama', 'ama@', '@example.org', 'a b@example.org', `${'a'.repeat(250)}@example.org`]) {
    expect(emailSchema.safeParse(raw).success).toBe(false);
  }
});

test('a password has 10 to 200 characters and is not trimmed', () => {
  expect(passwordSchema.parse('  ten chars ')).toBe('  ten chars ');
  expect(passwordSchema.safeParse('nine char').success).toBe(false);
  expect(passwordSchema.safeParse('a'.repeat(201)).success).toBe(false);
});
