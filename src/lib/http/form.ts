/** Forms at the edge: what a person typed goes through a schema, and a service's expected failure comes back to its field. */
import { fail, type ActionFailure } from '@sveltejs/kit';
import { setError, type SuperValidated } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import type { z } from 'zod';
import { errorSentences, type ErrorCode } from '#lib/domain/errors.ts';
import { codeOf, statusOf } from './answer.ts';

/** A schema as superforms wants it. The form holds what goes in, before names are tidied and emails lowered. */
export function formSchema<T extends z.core.$ZodType<Record<string, unknown>>>(schema: T): ReturnType<typeof zod4<T>> {
  return zod4(schema, {
    config: { io: 'input' },
    // For rules that bring no sentence of their own.
    error: (issue) => (issue.code === 'too_big' ? 'That is too long. Make it shorter.' : 'Fill this in.'),
  });
}

/** Where a failure is shown: beside the field that it speaks of, or above the form. */
const fields: Partial<Record<ErrorCode, string>> = {
  'name-invalid': 'name',
  'email-invalid': 'email',
  'email-taken': 'email',
  'password-weak': 'password',
};

/** The form's answer when it is not filled in as it should be. A password goes back into no page. */
export function incomplete<Out extends Record<string, unknown>>(
  form: SuperValidated<Out>,
): ActionFailure<{ form: SuperValidated<Out> }> {
  dropPassword(form);
  return fail(400, { form });
}

function dropPassword({ data }: { data: Record<string, unknown> }): void {
  if ('password' in data) data.password = '';
}

/** The form's answer to an expected failure. A password goes back into no page. Anything else is thrown on. */
export function refuse<Out extends Record<string, unknown>>(
  form: SuperValidated<Out>,
  failure: unknown,
): ReturnType<typeof setError> {
  const code = codeOf(failure);
  if (code === null) throw failure;
  dropPassword(form);
  const field = fields[code];
  const place = field !== undefined && field in form.data ? field : '';
  return setError(form as SuperValidated<Record<string, unknown>>, place, errorSentences[code], {
    status: statusOf(code),
  });
}
