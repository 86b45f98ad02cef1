/** `@y/websocket-server` as its package ships it: its own program, its own ws, its own y-leveldb. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { peersFolder } from '../peers.ts';
import { numberedRooms, type Contender } from './contender.ts';

export const yWebsocket: Contender = yWebsocketServer({
  title: '@y/websocket-server',
  promise: 'a Y.Doc for each room, in memory only',
  keeps: false,
});

export const yWebsocketLevel: Contender = yWebsocketServer({
  title: '@y/websocket-server + LevelDB',
  promise: 'a Y.Doc for each room; each edit is written behind, without fsync',
  keeps: true,
});

function yWebsocketServer(about: Pick<Contender, 'title' | 'promise' | 'keeps'>): Contender {
  return {
    ...about,
    speaks: 'y-websocket',
    tellsSaved: false,
    knowsBoards: true,
    prepare: () => Promise.resolve(),
    rooms: numberedRooms,
    async start(dataDir) {
      const port = await freePort();
      const env = { HOST: '127.0.0.1', PORT: String(port) };
      return {
        program: join(peersFolder, '@y', 'websocket-server', 'src', 'server.js'),
        env: about.keeps ? { ...env, YPERSISTENCE: dataDir } : env,
        ready: /^running at /m,
        port,
      };
    },
  };
}

/** The program prints the port that it was given, not the one that it got: so it cannot be given 0. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('this machine has no free port'));
      });
    });
  });
}
