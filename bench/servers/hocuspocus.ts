/** `@hocuspocus/server` with its SQLite extension and its own defaults. */
import { join } from 'node:path';
import { numberedRooms, type Contender } from './contender.ts';

export const hocuspocus: Contender = {
  title: '@hocuspocus/server + SQLite',
  promise: 'a Y.Doc for each room; the whole board is written 2 to 10 s after an edit',
  speaks: 'hocuspocus',
  keeps: true,
  tellsSaved: false,
  knowsBoards: true,
  prepare: () => Promise.resolve(),
  rooms: numberedRooms,
  start: (dataDir) =>
    Promise.resolve({
      program: join(import.meta.dirname, 'programs', 'hocuspocus.mjs'),
      env: { BENCH_DATABASE: join(dataDir, 'hocuspocus.sqlite') },
      ready: /^listening on (\d+)$/m,
    }),
};
