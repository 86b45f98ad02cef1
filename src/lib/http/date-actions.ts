import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { errorSentences } from '#lib/domain/errors.ts';
import { instantOf } from '#lib/domain/closing/next-date.ts';
import { perform } from './perform.ts';
import { signedIn } from './signed-in.ts';

type Outcome = { dated: boolean } | ActionFailure<{ sentence: string }>;

/** The form actions of every page on which a room's next date is set: `roomOf` says which room the page is about. */
export function dateActions(roomOf: (event: RequestEvent) => Promise<string>) {
  return {
    /** A day and an hour as `<input type="datetime-local">` writes it, and whose clocks it is meant by. */
    date: async (event: RequestEvent): Promise<Outcome> => {
      const user = signedIn(event);
      const form = await event.request.formData();
      const [local, zone] = [form.get('at'), form.get('zone')];
      const at = typeof local === 'string' && typeof zone === 'string' ? instantOf(local, zone) : null;
      if (at === null) return fail(400, { sentence: errorSentences['date-invalid'] });
      return perform(event.locals.services.dates.set(user, await roomOf(event), at).then(() => ({ dated: true })));
    },
    nodate: async (event: RequestEvent): Promise<Outcome> => {
      const user = signedIn(event);
      return perform(event.locals.services.dates.clear(user, await roomOf(event)).then(() => ({ dated: false })));
    },
  };
}
