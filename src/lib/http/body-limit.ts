/** Bytes that a request may bring to an ordinary page: forms of a few fields. */
const ordinary = 512 * 1024;

/** Bytes that the largest of all may bring. Must be the `BODY_SIZE_LIMIT` of server/http/pages.ts. */
const largest = 6 * 1024 * 1024;

/** Where people send files. */
const fileRoutes: readonly { route: string; search: string }[] = [
  { route: '/(pages)/rooms/[room]/images', search: '' },
  { route: '/(pages)/rooms/[room]', search: '?/import' },
];

/**
 * Why a request's body is refused before it is read, as an HTTP status; null when it is not. The built handler knows
 * one limit for all pages; only those that take files get so much. A body of untold length counts as too long there.
 */
export function bodyRefusal(
  { method, headers }: Pick<Request, 'method' | 'headers'>,
  { route, search }: { route: string | null; search: string },
): 411 | 413 | null {
  if (method === 'GET' || method === 'HEAD') return null;
  const length = headers.get('content-length');
  if (length === null) return headers.has('transfer-encoding') ? 411 : null;
  const takesFiles = fileRoutes.some((each) => each.route === route && each.search === search);
  return Number(length) > (takesFiles ? largest : ordinary) ? 413 : null;
}
