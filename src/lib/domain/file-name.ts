/** Names that Windows keeps for devices, with or without an ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

const longest = 80;

/**
 * A name for a Markdown file, made from a title: lower case ASCII letters, digits and hyphens, at most 80 of them,
 * then `.md`. Safe on every file system and in an HTTP header. Accents are dropped; a title in another script
 * leaves its digits, or `session`.
 */
export function fileNameOf(title: string): string {
  const name = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
  return `${name === '' || reserved.test(name) ? `session${name === '' ? '' : `-${name}`}` : name}.md`;
}
