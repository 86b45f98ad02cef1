/** The least that any server on `ws` can cost: each message goes to the others in the room, unread and unstored. */
import { join } from 'node:path';
import { numberedRooms, type Contender } from './contender.ts';

export const relay: Contender = {
  title: 'bare ws relay',
  promise: 'passes bytes on: no sign-in, no document, no disk',
  speaks: 'relay',
  keeps: false,
  tellsSaved: false,
  knowsBoards: false,
  prepare: () => Promise.resolve(),
  rooms: numberedRooms,
  start: () =>
    Promise.resolve({
      program: join(import.meta.dirname, 'programs', 'relay.mjs'),
      env: {},
      ready: /^listening on (\d+)$/m,
    }),
};
