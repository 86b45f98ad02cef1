import { answer } from '#lib/http/answer.ts';
import { perform } from '#lib/http/perform.ts';
import { signedIn, submittedId } from '#lib/http/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** What one wrote for oneself: there is nobody else's here to ask for. */
export const load: PageServerLoad = async (event) => ({
  reflections: await answer(event.locals.services.reflections.list(signedIn(event))),
});

export const actions: Actions = {
  remove: async (event) => {
    const user = signedIn(event);
    const id = await submittedId(event, 'reflection');
    return perform(event.locals.services.reflections.remove(user, id).then(() => ({ removed: id })));
  },
};
