import { fail, type ActionFailure } from '@sveltejs/kit';
import { errorSentences } from '#lib/domain/errors.ts';
import { codeOf, statusOf } from './answer.ts';

/** Carries out a form's one deed. An expected failure becomes `{ sentence }`, to be shown beside the button. */
export async function perform<T extends Record<string, unknown>>(
  deed: Promise<T>,
): Promise<T | ActionFailure<{ sentence: string }>> {
  try {
    return await deed;
  } catch (failure) {
    const code = codeOf(failure);
    if (code === null) throw failure;
    return fail(statusOf(code), { sentence: errorSentences[code] });
  }
}
