import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import type { ActionStatus } from '#lib/domain/board/card.ts';
import { perform } from './perform.ts';
import { signedIn, submittedId } from './signed-in.ts';

type Settled = { settled: { action: string; done: boolean } };

/** The form actions of every page that lists promises: tick one off, and take that back. */
export const promiseActions = {
  done: (event: RequestEvent) => settle(event, 'done'),
  reopen: (event: RequestEvent) => settle(event, 'open'),
};

async function settle(
  event: RequestEvent,
  status: ActionStatus,
): Promise<Settled | ActionFailure<{ sentence: string }>> {
  const user = signedIn(event);
  const action = await submittedId(event, 'action');
  return perform(
    event.locals.services.actions
      .setStatus(user, action, status)
      .then(() => ({ settled: { action, done: status === 'done' } })),
  );
}
