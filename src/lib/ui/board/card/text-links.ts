import { isPlainHost } from './plain-host.ts';

/**
 * A stretch of a card's text: words as they are, or an address to open. `host`: where a link really leads, when that is
 * not what it reads as.
 */
export type TextPart =
  { type: 'words'; text: string } | { type: 'link'; text: string; href: string; host: string | null };

const address = /\bhttps?:\/\/[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * Finds web addresses in plain text. Only `http` and `https` become links; what belongs to the sentence around an
 * address (a full stop, a bracket that was opened before it) stays outside.
 */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const found = trimmed(match[0]);
    const url = safeUrl(found);
    if (url === null) continue;
    if (match.index > end) parts.push({ type: 'words', text: text.slice(end, match.index) });
    parts.push({ type: 'link', text: found, href: url.href, host: isPlainHost(found, url) ? null : url.hostname });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ type: 'words', text: text.slice(end) });
  return parts;
}

function trimmed(found: string): string {
  let rest = found;
  for (;;) {
    const last = rest.at(-1) ?? '';
    const opener = closers[last];
    const isOpenedInside = opener !== undefined && count(rest, opener) >= count(rest, last);
    if (isOpenedInside || !/[.,;:!?…)\]}»”’]/u.test(last)) return rest;
    rest = rest.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Nobody gives a stranger a name and a password in an address: what stands before an @ is there to look like a host. */
function safeUrl(found: string): URL | null {
  if (!URL.canParse(found)) return null;
  const url = new URL(found);
  const isWeb = (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
  return isWeb && url.username === '' && url.password === '' ? url : null;
}
