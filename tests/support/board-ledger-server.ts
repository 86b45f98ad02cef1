/**
 * A board server in a process of its own, to be killed without warning. Prints its port. The cookie names the user;
 * everything else is real. Usage: node board-ledger-server.ts <data folder>
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createBoardHost } from '../../server/board/board-host.ts';
import { createLocalBus } from '../../server/realtime/bus.ts';
import { openStore } from '../../server/store/open-store.ts';

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('which data folder?');
const log = pino({ level: 'silent' });
const store = await openStore({ dataDir, databaseUrl: null, log });
const host = createBoardHost({
  store: store.boards,
  access: (user, session) => store.sessions.access(user, session),
  isLive: () => Promise.resolve(true),
  gate: {
    identify: (cookie) => Promise.resolve(cookie ? { user: { id: cookie, name: 'Ama' }, signIn: cookie } : null),
  },
  bus: createLocalBus((error) => {
    throw error;
  }),
  clock: () => Date.now(),
  log,
  originAllowed: () => true,
});
const http = createServer();
http.on('upgrade', (request, socket, head) => {
  host.upgrade(request, socket, head);
});
http.listen(0, '127.0.0.1', () => process.stdout.write(`${(http.address() as AddressInfo).port}\n`));
process.on('message', () => process.send?.(process.memoryUsage().rss));
// Whoever started it is gone: nobody would end it any more.
process.on('disconnect', () => process.exit(1));
