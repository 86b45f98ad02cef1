import { error, fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { errorSentences, type ErrorCode } from '#lib/domain/errors.ts';
import { faultSentence } from '#lib/domain/formats/format-check.ts';
import { checkIncomingFormat } from '#lib/domain/formats/format-file.ts';
import type { Format } from '#lib/domain/formats/format.ts';

const versionSchema = z.coerce.number().int().positive();

/** Beyond this many, the sentences would be longer than anybody reads. */
const mostSentences = 5;

export type SubmittedFormat =
  | { ok: true; format: Format; version: number | null }
  | { ok: false; failure: ActionFailure<{ sentence: string; code: ErrorCode }> };

/**
 * What the editor sent: a format, and the version that it began from (null: a new one). The editor sends nothing that is
 * no format; whoever else does is told each field that is wrong.
 */
export async function submittedFormat({ request }: Pick<RequestEvent, 'request'>): Promise<SubmittedFormat> {
  const form = await request.formData();
  const version = versionSchema.safeParse(form.get('version'));
  const checked = checkIncomingFormat(parsed(form.get('format')));
  if (checked.ok) return { ok: true, format: checked.format, version: version.success ? version.data : null };
  const sentence = checked.faults.slice(0, mostSentences).map(faultSentence).join(' ');
  return { ok: false, failure: fail(400, { sentence, code: 'format-invalid' as const }) };
}

function parsed(text: FormDataEntryValue | null): unknown {
  try {
    if (typeof text === 'string') return JSON.parse(text);
  } catch (failure) {
    if (!(failure instanceof SyntaxError)) throw failure;
  }
  // Not from our page, or cut off on the way.
  error(400, { message: errorSentences['bad-request'], code: 'bad-request' });
}
