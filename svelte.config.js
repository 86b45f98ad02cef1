import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    // The built handler's own settings are made by server/http/pages.ts, and must not mix with the operator's.
    adapter: adapter({ out: 'build', envPrefix: 'COUNTERPOINT_PAGES_' }),
    // No script runs that this server did not write: hydration scripts carry a nonce, nothing else is inline.
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'connect-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
      },
    },
    typescript: {
      // One tsconfig for the whole house: pages, server, tests and tools.
      config: (config) => {
        config.include.push('../server/**/*', '../tests/**/*', '../bench/**/*', '../*.config.ts', '../*.config.js');
        return config;
      },
    },
  },
};
