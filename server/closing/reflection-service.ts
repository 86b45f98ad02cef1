/** What people wrote for themselves after their sessions: theirs alone, also in a room that they have left. */
import { reflectionsToMarkdown } from '#lib/domain/closing/reflections-markdown.ts';
import type { Store } from '../store/ports/store.ts';
import type { ReflectionService } from './closing-services.ts';

export function createReflectionService({ store }: { store: Pick<Store, 'reflections'> }): ReflectionService {
  return {
    async list(user) {
      const rows = await store.reflections.list(user.id);
      return rows.map(({ id, session, roomName, sessionNumber, text, createdAt }) => ({
        id,
        session,
        roomName,
        sessionNumber,
        text,
        createdAt,
      }));
    },
    remove: (user, id) => store.reflections.remove(user.id, id),
    async markdown(user) {
      return { fileName: 'my-reflections.md', text: reflectionsToMarkdown(await store.reflections.list(user.id)) };
    },
  };
}
