import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { errorSentences } from '#lib/domain/errors.ts';

const versionSchema = z.coerce.number().int().positive();

/** What the editor sent: something that may be a format, and the version that it began from (null: a new one). */
export async function submittedFormat({
  request,
}: Pick<RequestEvent, 'request'>): Promise<{ format: unknown; version: number | null }> {
  const form = await request.formData();
  const text = form.get('format');
  const version = versionSchema.safeParse(form.get('version'));
  try {
    if (typeof text === 'string') {
      return { format: JSON.parse(text) as unknown, version: version.success ? version.data : null };
    }
  } catch (failure) {
    if (!(failure instanceof SyntaxError)) throw failure;
  }
  // Not from our page, or cut off on the way.
  error(400, { message: errorSentences['bad-request'], code: 'bad-request' });
}
