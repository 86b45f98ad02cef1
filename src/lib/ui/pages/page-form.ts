import { superForm, type FormOptions, type SuperForm, type SuperValidated } from 'sveltekit-superforms';

/**
 * A form of a page. What was typed stays, also when the server cannot be reached: then a sentence above the form says
 * so, instead of an error page in its place.
 */
export function pageForm<Out extends Record<string, unknown>>(
  form: SuperValidated<Out>,
  options: FormOptions<Out> = {},
): SuperForm<Out> {
  const made: SuperForm<Out> = superForm(form, {
    resetForm: false,
    onError({ result }) {
      const sentence =
        'status' in result && result.status !== undefined
          ? result.error.message
          : 'The server cannot be reached. Check your connection and try again: what you typed is still here.';
      made.errors.update((errors) => ({ ...errors, _errors: [sentence] }));
    },
    ...options,
  });
  return made;
}
