/** Names that Windows keeps for devices, with or without an ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

const longest = 80;

/**
 * A name for a file, made from a title: lower case ASCII letters, digits and hyphens, at most 80 of them, then a dot
 * and the ending, `md` unless told. Safe on every file system and in an HTTP header. Accents are dropped; a title in
 * another script leaves its digits, or `otherwise`.
 */
export function fileNameOf(title: string, { ending = 'md', otherwise = 'session' } = {}): string {
  const name = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
  const safe = name === '' ? otherwise : reserved.test(name) ? `${otherwise}-${name}` : name;
  return `${safe}.${ending}`;
}
