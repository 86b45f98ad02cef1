/** `npm start` and `npm run dev`: installs what is missing, builds what changed, and runs the server on a Node that can. */
import { install } from './install.mjs';
import { runServer } from './run-server.mjs';

const development = process.argv.includes('--dev');
install();
if (!development) {
  const { build } = await import('./build.mjs');
  build();
}
await runServer(process.argv.slice(2));
