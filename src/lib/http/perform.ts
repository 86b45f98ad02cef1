import { fail, type ActionFailure } from '@sveltejs/kit';
import { errorSentences, type ErrorCode } from '#lib/domain/errors.ts';
import { codeOf, statusOf } from './answer.ts';

/** Carries out a form's one deed. An expected failure becomes `{ sentence, code }`, to be shown beside the button. */
export async function perform<T extends Record<string, unknown>>(
  deed: Promise<T>,
): Promise<T | ActionFailure<{ sentence: string; code: ErrorCode }>> {
  try {
    return await deed;
  } catch (failure) {
    const code = codeOf(failure);
    if (code === null) throw failure;
    return fail(statusOf(code), { sentence: errorSentences[code], code });
  }
}
