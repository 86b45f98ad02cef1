import type { RequestEvent } from '@sveltejs/kit';

/** Whether the person has said that they are sure: without scripts a first press of the button only asks. */
export async function isSure({ request }: Pick<RequestEvent, 'request'>): Promise<boolean> {
  return (await request.formData()).get('sure') === 'yes';
}
