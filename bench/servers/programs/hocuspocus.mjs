// @ts-nocheck: its packages are only there once the benchmark has been run.
/** Hocuspocus with nothing changed but where it listens and where its database is. */
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

const server = new Server({
  address: '127.0.0.1',
  port: 0,
  quiet: true,
  extensions: [new SQLite({ database: process.env.BENCH_DATABASE })],
});
await server.listen();
process.stdout.write(`listening on ${server.address.port}\n`);
