import type { Plugin, Rolldown } from 'vite';

const sessionPage = /\/src\/routes\/sessions\/\[session\]\/\+page\.svelte$/;
/** Every other page, also those that stand round a page and those for errors. */
const otherPage = /\/src\/routes\/(?!sessions\/\[session\]\/\+page).*\+(page|layout|error)\.svelte$/;
/** Fetched at once when a session's page is there. The past session's page shows boards, too, and nothing else does. */
const board = /\/src\/lib\/ui\/board\/BoardView\.svelte$/;
const boardClient = /\/src\/lib\/client\/board\/board-client\.svelte\.ts$/;

/**
 * Puts what a live session alone needs into three scripts instead of some twenty: text that is compressed together
 * becomes smaller, 5 KB in all. What another page may ask for, now or later, stays where the bundler puts it, so that no
 * page loads another's. Each script needs only those before it, as their modules do; should that ever change, the build
 * fails, since a module could then run before what it needs.
 */
export function sessionChunks(): Plugin {
  let page = new Set<string>();
  let boards = new Set<string>();
  let boardsAndParts = new Set<string>();
  let clients = new Set<string>();
  let others = new Set<string>();

  function chunkOf(id: string): string | null {
    // Asked for by their names, which a script of many modules would not have.
    if (board.test(id) || boardClient.test(id)) return null;
    if (others.has(id)) return null;
    if (!page.has(id)) return boards.has(id) ? 'board' : null;
    return boardsAndParts.has(id) || clients.has(id) ? 'session-and-board' : 'session';
  }

  return {
    name: 'counterpoint:session-chunks',
    apply: 'build',
    configEnvironment(name) {
      if (name !== 'client') return;
      return {
        build: {
          rolldownOptions: {
            // SvelteKit wants to find what its pages export; that there is more under other names is nothing to it.
            preserveEntrySignatures: 'allow-extension',
            output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkOf }] } },
          },
        },
      };
    },
    buildEnd(error) {
      if (error !== undefined || this.environment.name !== 'client') return;
      const ids = [...this.getModuleIds()];
      const reachedFrom = (start: RegExp, later = false): Set<string> => {
        const reached = new Set(ids.filter((id) => start.test(id)));
        if (reached.size === 0) this.error(`no part of the pages is called ${String(start)} any more`);
        // What is added meanwhile is gone through, too.
        for (const id of reached) {
          const { importedIds = [], dynamicallyImportedIds = [] } = this.getModuleInfo(id) ?? {};
          for (const next of importedIds) reached.add(next);
          if (later) for (const next of dynamicallyImportedIds) if (!board.test(next)) reached.add(next);
        }
        return reached;
      };
      page = reachedFrom(sessionPage);
      boards = reachedFrom(board);
      boardsAndParts = reachedFrom(board, true);
      clients = reachedFrom(boardClient);
      others = reachedFrom(otherPage, true);
    },
    generateBundle(_options, bundle) {
      if (this.environment.name !== 'client') return;
      const circle = circleIn(Object.values(bundle).filter((output) => output.type === 'chunk'));
      if (circle !== null) this.error(`scripts need each other in a circle: ${circle.join(', ')}`);
    },
  };
}

/** Names of scripts that need each other before either can run; null when there are none. */
function circleIn(
  chunks: readonly Pick<Rolldown.OutputChunk, 'fileName' | 'name' | 'imports'>[],
): readonly string[] | null {
  let left = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  for (;;) {
    const waiting = [...left].filter(([, { imports }]) => imports.some((file) => left.has(file)));
    if (waiting.length === 0) return null;
    if (waiting.length === left.size) return waiting.map(([, { name }]) => name);
    left = new Map(waiting);
  }
}
