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
      // A plain object is what the server said; an error object says that no answer came.
      const sentence =
        result.error instanceof Error
          ? 'The server cannot be reached. Check your connection and try again: what you typed is still here.'
          : result.error.message;
      made.errors.update((errors) => ({ ...errors, _errors: [sentence] }));
    },
    ...options,
  });
  return made;
}
