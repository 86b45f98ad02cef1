import { error, type RequestEvent } from '@sveltejs/kit';
import { errorSentences } from '#lib/domain/errors.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { builtInFormat, builtInFormats } from '#lib/domain/formats/built-in/library.ts';
import { offeredFormat, type OfferedFormat, type OwnFormat } from '#lib/ui/formats/offered-format.ts';
import type { RoomFormat } from '../../../server/services.ts';
import { answer } from './answer.ts';
import { signedIn } from './signed-in.ts';

type Asked = Pick<RequestEvent, 'locals' | 'url'>;

/** All formats that a room may follow: the built-in ones, then its own. */
export async function offeredFormats(event: Asked, room: string): Promise<OfferedFormat[]> {
  const own = await answer(event.locals.services.formats.list(signedIn(event), room));
  return [
    ...builtInFormats.map((format) => offeredFormat(format.id, format, null)),
    ...own.map((one) => offeredFormat(one.id, one.format, owned(one))),
  ];
}

/** One of them with all its steps. An id that is none of them is an error page. */
export async function wholeFormat(
  event: Asked,
  room: string,
  id: string,
): Promise<{ id: string; format: Format; own: OwnFormat | null }> {
  const user = signedIn(event);
  const builtIn = builtInFormat(id);
  if (builtIn !== undefined) return { id, format: builtIn, own: null };
  const one = await answer(event.locals.services.formats.get(user, room, id));
  return { id, format: one.format, own: owned(one) };
}

/** One of the room's own, which alone can be changed. */
export async function ownFormat(event: Asked, room: string, id: string): Promise<{ format: Format; own: OwnFormat }> {
  const { format, own } = await wholeFormat(event, room, id);
  if (own === null) error(404, { message: errorSentences['not-found'], code: 'not-found' });
  return { format, own };
}

function owned({ version, updatedAt, updatedBy }: RoomFormat): OwnFormat {
  return { version, updatedAt, updatedBy: updatedBy?.name ?? null };
}
