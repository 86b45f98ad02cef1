import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { z } from 'zod';
import { boardFileLimit, readBoardFile } from '#lib/domain/board/board-file.ts';
import { mayInRoom } from '#lib/domain/permissions.ts';
import { nameSchema } from '#lib/domain/person.ts';
import { answer } from '#lib/http/answer.ts';
import { dateActions } from '#lib/http/date-actions.ts';
import { formSchema, refuse } from '#lib/http/form.ts';
import { isSure } from '#lib/http/is-sure.ts';
import { makeInviteLink } from '#lib/http/invite-link.ts';
import { offeredFormats } from '#lib/http/offered-formats.ts';
import { perform } from '#lib/http/perform.ts';
import { promiseActions } from '#lib/http/promise-actions.ts';
import { signedIn, submittedId } from '#lib/http/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

const nameForm = formSchema(z.object({ name: nameSchema }));

export const load: PageServerLoad = async (event) => {
  const user = signedIn(event);
  const [room, offered, date] = await Promise.all([
    answer(event.locals.services.rooms.get(user, event.params.room)),
    offeredFormats(event, event.params.room),
    answer(event.locals.services.dates.get(user, event.params.room)),
  ]);
  const agreement = mayInRoom(room.me.role, 'promise:read')
    ? await answer(event.locals.services.agreements.forRoom(user, room.id))
    : null;
  return { user, room, offered, date, agreement, form: await superValidate({ name: room.name }, nameForm) };
};

export const actions: Actions = {
  ...promiseActions,
  ...dateActions((event) => Promise.resolve(event.params.room ?? '')),

  rename: async (event) => {
    const user = signedIn(event);
    const form = await superValidate(event.request, nameForm);
    if (!form.valid) return fail(400, { form });
    try {
      await event.locals.services.rooms.rename(user, event.params.room, form.data.name);
    } catch (failure) {
      return refuse(form, failure);
    }
    return { form };
  },

  /** Opens the live session, with the default format unless another was chosen. When a peer was quicker, theirs is the one to go to. */
  start: async (event) => {
    const user = signedIn(event);
    const { rooms, sessions } = event.locals.services;
    const room = event.params.room;
    const chosen = (await event.request.formData()).get('format');
    const { members, live } = await answer(rooms.get(user, room));
    if (live !== null) redirect(303, `/sessions/${live.id}`);
    const opened = await perform(sessions.create(user, room, typeof chosen === 'string' ? chosen : undefined));
    if ('id' in opened) redirect(303, `/sessions/${opened.id}${members.length === 1 ? '?invite=1' : ''}`);
    const { live: theirs } = await answer(rooms.get(user, room));
    if (theirs !== null) redirect(303, `/sessions/${theirs.id}`);
    return opened;
  },

  /** Opens the live session with a board that was saved as a file. Nothing is made of a file that is wrong. */
  import: async (event) => {
    const user = signedIn(event);
    const sent = (await event.request.formData()).get('board');
    if (!(sent instanceof File) || sent.size === 0) {
      return fail(400, { importFailure: 'Choose the file first: one that ends in .json.' });
    }
    // In bytes; a character takes four at most. What is in it is counted below.
    if (sent.size > 4 * boardFileLimit) {
      return fail(413, { importFailure: 'The file was not imported, and nothing was made. It is larger than 2 MB.' });
    }
    const read = readBoardFile(await sent.text());
    if (!read.ok) return fail(400, { importFailure: read.sentence });
    const opened = await perform(event.locals.services.sessions.create(user, event.params.room, read.file));
    if ('id' in opened) redirect(303, `/sessions/${opened.id}`);
    return fail(opened.status, { importFailure: opened.data.sentence });
  },

  /** For a peer, unless it says that it is for somebody who is to watch. */
  invite: async (event) => {
    const asked = (await event.request.formData()).get('role');
    const role = asked === 'observer' ? 'observer' : 'peer';
    return perform(
      makeInviteLink(event, event.params.room, role).then((invite) => ({ invite: { ...invite, role } as const })),
    );
  },

  revoke: async (event) => {
    const user = signedIn(event);
    const invite = await submittedId(event, 'invite');
    return perform(
      event.locals.services.rooms.revokeInvite(user, event.params.room, invite).then(() => ({ revoked: invite })),
    );
  },

  /** Ends a live session that everybody else has left; where somebody is in it, it is ended there, before their eyes. */
  end: async (event) => {
    const user = signedIn(event);
    if (!(await isSure(event))) return { asked: 'end' as const };
    const { rooms, sessions } = event.locals.services;
    const { live } = await answer(rooms.get(user, event.params.room));
    if (live === null) return { ended: true };
    if (live.here.some((id) => id !== user.id))
      return fail(409, { sentence: 'Somebody has gone in meanwhile: the session goes on.' });
    return perform(sessions.end(user, live.id).then(() => ({ ended: true })));
  },

  leave: async (event) => {
    const user = signedIn(event);
    if (!(await isSure(event))) return { asked: 'leave' as const };
    await answer(event.locals.services.rooms.leave(user, event.params.room));
    redirect(303, '/');
  },
};
