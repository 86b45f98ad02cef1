import type { Plugin } from 'vite';

/** d3's transitions can fade colours, and bring what parses them. Svelte Flow only moves its viewport: numbers. */
const noColours = `
export function color() { return null; }
const none = () => { throw new Error('Colours of d3 are left out: see vite.lean-packages.ts'); };
export { none as rgb, none as hsl, none as lab, none as hcl, none as cubehelix };
`;

/**
 * Leaves out parts of packages that no page uses and that the bundler keeps because it cannot know: 6 KB compressed of
 * what a browser loads before a board can be used. Whatever rewrites a package fails the build when the package no longer
 * looks as it did, so that an update is looked at.
 */
export function leanPackages(): Plugin {
  return {
    name: 'counterpoint:lean-packages',
    apply: 'build',
    transform: {
      filter: {
        id: [
          /\/d3-color\/dist\/d3-color\.mjs$/,
          /\/d3-interpolate\/dist\/d3-interpolate\.mjs$/,
          /\/lib0\/dom\.js$/,
          /\/svelte\/src\/internal\/client\/dom\/elements\/custom-element\.js$/,
        ],
      },
      handler(code, id) {
        if (id.includes('/d3-color/')) {
          if (!/export \{ [^}]*\bcolor\b[^}]* \}/.test(code)) this.error('d3-color no longer exports what it did');
          return { code: noColours, map: { mappings: '' }, moduleSideEffects: false };
        }
        // Custom elements: none is made here. Their base class is defined where the module is run.
        if (id.includes('/custom-element.js')) return { code, map: null, moduleSideEffects: false };
        if (id.includes('/d3-interpolate/')) {
          const pure = code.replace(/^(var \w+ = )(?=\w+\()/gm, '$1/* @__PURE__ */ ');
          if (pure === code) this.error('d3-interpolate no longer makes what mixes colours the way it did');
          return { code: pure, map: null };
        }
        // Yjs warns through lib0's console, which knows of elements, and these of a library of schemas.
        const pure = code.replaceAll('= $.$custom(', '= /* @__PURE__ */ $.$custom(');
        if (pure === code) this.error('lib0/dom no longer makes schemas the way it did');
        return { code: pure, map: null };
      },
    },
  };
}
