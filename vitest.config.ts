import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Compiles the rune modules (.svelte.ts) that tests import.
  plugins: [svelte()],
  test: {
    environment: 'node',
    passWithNoTests: false,
    // Servers, databases and hashing passwords take their time on a small machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: ['unit', 'contract', 'realtime'].map((name) => ({
      extends: true,
      test: { name, include: [`tests/${name}/**/*.test.ts`] },
    })),
  },
});
