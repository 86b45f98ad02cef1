import type { Plugin } from 'vite';

/** Parts that a person waits for: with them comes the list of what they need, so that all of it is fetched at once. */
const awaited = [/\/board\/BoardView\.svelte$/, /\/client\/board\/board-client\.svelte\.ts$/];

/**
 * Leaves out lists of what a part needs where that part is fetched in a quiet moment anyway. The lists of all parts
 * were 2 KB compressed of what a browser loads before a board can be used.
 */
export function shortPreloadLists(): Plugin {
  const files = new Set<string>();
  return {
    name: 'counterpoint:short-preload-lists',
    apply: 'build',
    config: () => ({
      build: {
        modulePreload: {
          // Pages are named by the entry, and a person who goes to one waits for it.
          resolveDependencies: (file, needed, { hostId }) =>
            hostId.includes('/entry/') || files.has(file) ? needed : [],
        },
      },
    }),
    generateBundle: {
      // Before the lists are written.
      order: 'pre',
      handler(_options, bundle) {
        if (this.environment.name !== 'client') return;
        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
        for (const part of awaited) {
          const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId !== null && part.test(facadeModuleId));
          if (chunk === undefined) this.error(`no part of the pages is called ${String(part)} any more`);
          files.add(chunk.fileName);
        }
      },
    },
  };
}
