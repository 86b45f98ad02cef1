/**
 * Who answers for pages: the built SvelteKit handler in production, Vite in middleware mode in development.
 * Both sit behind the same listener, so that everything around the pages is the same in both modes.
 */
import { existsSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { StartError } from '../start-error.ts';
import { createAddressReader } from './address.ts';

export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Whether somebody else on this server takes this upgrade: Vite's own, for hot reload. */
  takesUpgrade(request: IncomingMessage): boolean;
  close(): Promise<void>;
}

interface PagesParts {
  config: Pick<Config, 'origin' | 'trustProxy'>;
  /** The project's folder. */
  folder: string;
  /** A page's handler broke in a way that it did not answer for itself. */
  onFailure: (error: unknown) => void;
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => unknown;

/** Must be the `envPrefix` of the adapter in svelte.config.js: its settings are ours to make, not the operator's. */
const adapterPrefix = 'COUNTERPOINT_PAGES_';

/** Headers by which the listener tells the built handler what it knows. A client that sends them is overruled. */
const protocolHeader = 'x-counterpoint-protocol';
const addressHeader = 'x-counterpoint-address';

/**
 * The pages as `vite build` made them.
 *
 * The built handler compares a form's Origin with the address that it thinks it has. With `ORIGIN` set that is it.
 * Without, it is the name that the browser asked for (localhost and 127.0.0.1 are both right), over plain http: this
 * server does not speak TLS itself. The handler would assume https, so the listener tells it.
 * @throws StartError when there is no build.
 */
export async function createBuiltPages({ config, folder, onFailure }: PagesParts): Promise<Pages> {
  const built = join(folder, 'build', 'handler.js');
  if (!existsSync(built)) throw new StartError('The pages are not built yet. Start with "npm start": it builds them.');
  // Read by the handler once, when it is imported.
  const settings = {
    ...(config.origin === null ? { PROTOCOL_HEADER: protocolHeader } : { ORIGIN: config.origin }),
    ADDRESS_HEADER: addressHeader,
    // The most that any page takes; src/lib/http/body-limit.ts holds most of them to much less.
    BODY_SIZE_LIMIT: '6M',
  };
  for (const [name, value] of Object.entries(settings)) process.env[adapterPrefix + name] = value;
  // Through a computed address, or the type checker reads the whole build.
  const { handler } = (await import(pathToFileURL(built).href)) as { handler: Middleware };
  const addressOf = createAddressReader(config.trustProxy);
  return {
    handle(request, response) {
      request.headers[protocolHeader] = 'http';
      request.headers[addressHeader] = addressOf(request);
      run(handler, request, response, onFailure);
    },
    takesUpgrade: () => false,
    close: () => Promise.resolve(),
  };
}

/** The pages from their sources, with hot reload over `server` itself. */
export async function createDevelopmentPages({ folder, onFailure }: PagesParts, server: Server): Promise<Pages> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    root: folder,
    appType: 'custom',
    clearScreen: false,
    server: { middlewareMode: true, hmr: true, ws: { server } },
  });
  return {
    handle: (request, response) => run(vite.middlewares, request, response, onFailure),
    takesUpgrade: ({ headers }) => ['vite-hmr', 'vite-ping'].includes(headers['sec-websocket-protocol'] ?? ''),
    close: () => vite.close(),
  };
}

function run(
  middleware: Middleware,
  request: IncomingMessage,
  response: ServerResponse,
  onFailure: (error: unknown) => void,
): void {
  const fail = (error: unknown): void => {
    onFailure(error);
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('Something went wrong here. Try again in a moment.\n');
  };
  const next = (error?: unknown): void => {
    if (error !== undefined) return fail(error);
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is nothing here.\n');
  };
  void Promise.try(middleware, request, response, next).catch(fail);
}
