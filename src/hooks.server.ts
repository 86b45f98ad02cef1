/** The edge between SvelteKit and the server: every request gets the services, and who is asking. */
import { error as refuse, type Handle, type HandleServerError } from '@sveltejs/kit';
import { errorSentences, type ErrorCode } from '#lib/domain/errors.ts';
import { answer, codeOf } from '#lib/http/answer.ts';
import { bodyRefusal } from '#lib/http/body-limit.ts';
import { isForeignWrite } from '#lib/http/foreign-write.ts';
import type { Services } from '../server/services.ts';

/** The composition root leaves the services here: bundled pages and plain server code share no modules. */
function services(): Services {
  const found = (globalThis as { [key: symbol]: Services | undefined })[Symbol.for('counterpoint.services')];
  if (found === undefined) throw new Error('The pages run without their server: start them through server/main.ts.');
  return found;
}

export const handle: Handle = async ({ event, resolve }) => {
  if (isForeignWrite(event.request, event.url)) {
    refuse(403, { message: 'Another site asked for this. Open the page here, and try again.' });
  }
  const refusal = bodyRefusal(event.request, { route: event.route.id, search: event.url.search });
  if (refusal !== null) refuse(refusal, { message: errorSentences['too-large'], code: 'too-large' });
  event.locals.services = services();
  event.locals.address = event.getClientAddress();
  const signedIn = await answer(event.locals.services.identity.read(event.request.headers.get('cookie')));
  event.locals.user = signedIn?.user ?? null;
  if (signedIn?.renewed) {
    const { name, value, options } = signedIn.renewed;
    event.cookies.set(name, value, options);
  }
  return resolve(event);
};

/** What a person sees when something was thrown that no route answered for. SvelteKit sets the status. */
export const handleError: HandleServerError = ({ error, event, status }) => {
  const code = codeOf(error) ?? codeForStatus(status);
  if (code !== null) return { message: errorSentences[code], code };
  const id = services().reportFailure(error, event.route.id ?? 'no route');
  return {
    message: `Something went wrong on this server, and it was noted. Try again. If it stays, tell whoever runs the server this number: ${id}.`,
  };
};

function codeForStatus(status: number): ErrorCode | null {
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-large';
  return status >= 400 && status < 500 ? 'bad-request' : null;
}
