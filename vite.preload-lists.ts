import type { Plugin } from 'vite';

/** Parts that a person waits for: with them comes the list of what they need, so that all of it is fetched at once. */
const awaited = [/\/board\/BoardView\.svelte$/, /\/client\/board-client\.svelte\.ts$/];

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
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk' || chunk.facadeModuleId === null) continue;
          const { facadeModuleId } = chunk;
          if (awaited.some((part) => part.test(facadeModuleId))) files.add(chunk.fileName);
        }
      },
    },
  };
}
