import { redirect } from '@sveltejs/kit';
import { signedAgreement } from '#lib/domain/agreement.ts';
import { answer } from '#lib/http/answer.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { PageServerLoad } from './$types';

/** A past session as it was. One that has not ended is opened where it goes on. */
export const load: PageServerLoad = async (event) => {
  const user = signedIn(event);
  const { sessions, agreements } = event.locals.services;
  const session = await answer(sessions.get(user, event.params.session));
  if (session.status !== 'ended') redirect(303, `/sessions/${session.id}`);
  const [board, signatures] = await Promise.all([
    answer(sessions.board(user, session.id)),
    answer(agreements.list(user, session.id)),
  ]);
  return { session, board, agreement: signedAgreement(signatures) };
};
