import { z } from 'zod';
import { errorSentences } from '#lib/domain/errors.ts';

export type ServerAnswer<T> = { ok: true; value: T } | { ok: false; sentence: string };

/** Asks a page of this server for JSON. Never throws: a failure is a sentence to show. */
export async function askServer<T>(
  path: string,
  schema: z.ZodType<T>,
  { method = 'GET', body }: { method?: 'GET' | 'POST' | 'DELETE'; body?: object } = {},
): Promise<ServerAnswer<T>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    return { ok: false, sentence: 'The server could not be reached. Try again when the connection is back.' };
  }
  // Whatever a proxy says instead of the server is not JSON.
  const said: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const parsed = schema.safeParse(said);
    if (parsed.success) return { ok: true, value: parsed.data };
  }
  const message = z.object({ message: z.string() }).safeParse(said);
  return { ok: false, sentence: message.success ? message.data.message : errorSentences.unavailable };
}
