/**
 * Imports that must never be. Held by `npm run check`; each rule says why it is there.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const packages = (/** @type {string[]} */ ...names) => `^node_modules/(${names.join('|')})(/|$)`;

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that import each other are one idea in two places.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-unresolvable',
      comment: 'An import that leads nowhere breaks at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^\\$app/', '^\\$env/', '^\\./\\$types', '^virtual:'] },
    },
    {
      name: 'domain-alone',
      comment: 'The domain is pure and shared by browser and server: itself and zod, nothing else.',
      severity: 'error',
      from: { path: '^src/lib/domain/' },
      to: { pathNot: ['^src/lib/domain/', packages('zod')] },
    },
    {
      name: 'protocol-on-domain',
      comment: 'What crosses the wire is described by the domain and zod.',
      severity: 'error',
      from: { path: '^src/lib/protocol/' },
      to: { pathNot: ['^src/lib/(protocol|domain)/', packages('zod')] },
    },
    {
      name: 'crdt-on-domain',
      comment: 'The shape of the board document is known here only, and knows only the domain.',
      severity: 'error',
      from: { path: '^src/lib/crdt/' },
      to: { pathNot: ['^src/lib/(crdt|domain)/', packages('yjs', 'lib0')] },
    },
    {
      name: 'client-below-ui',
      comment: 'State of the browser does not know what shows it, and never the server.',
      severity: 'error',
      from: { path: '^src/lib/client/' },
      to: { path: ['^src/lib/ui/', '^src/routes/', '^server/'] },
    },
    {
      name: 'ui-is-props-in-markup-out',
      comment: 'Components take props: connections and documents are the client state’s business.',
      severity: 'error',
      from: { path: '^src/lib/ui/' },
      to: { path: ['^src/routes/', '^server/', packages('socket\\.io-client', 'yjs')] },
    },
    {
      name: 'lib-not-server',
      comment: 'Bundled code and plain server code are separate module instances: only types may be imported.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^server/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-without-pages',
      comment:
        'The server runs in plain Node: it shares the domain, the protocol and the document with the pages, no more.',
      severity: 'error',
      from: { path: '^server/' },
      to: {
        path: [
          '^src/(routes|hooks)',
          '^src/lib/(client|ui|http)/',
          packages('svelte', '@sveltejs'),
          '^\\$app/',
          '^svelte(/|$)',
        ],
      },
    },
    {
      name: 'drizzle-in-the-store',
      comment: 'How data is kept is the store’s secret.',
      severity: 'error',
      from: { path: '^(server|src)/', pathNot: '^server/(store|auth)/' },
      to: { path: packages('drizzle-orm') },
    },
    {
      name: 'lucia-in-auth',
      comment: 'Lucia is retired upstream: nothing outside may know it.',
      severity: 'error',
      from: { pathNot: '^server/auth/' },
      to: { path: packages('lucia', '@lucia-auth') },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^build/', '^\\.svelte-kit/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default'],
      mainFields: ['svelte', 'module', 'main', 'types'],
    },
  },
};
