import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { leanCanvas } from './vite.lean-canvas.ts';
import { leanPackages } from './vite.lean-packages.ts';
import { shortPreloadLists } from './vite.preload-lists.ts';
import { pureSchemas } from './vite.pure-schemas.ts';
import { sessionChunks } from './vite.session-chunks.ts';

export default defineConfig({
  plugins: [pureSchemas(), leanPackages(), leanCanvas(), shortPreloadLists(), sessionChunks(), sveltekit()],
  optimizeDeps: {
    // They come with the editor of cards, after the page: found only then, they would make a page in development reload.
    include: ['@codemirror/commands', '@codemirror/state', '@codemirror/view', 'y-codemirror.next'],
  },
});
