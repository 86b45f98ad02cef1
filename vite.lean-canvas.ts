import type { Plugin } from 'vite';

/**
 * What of a selection and of a transition d3-drag, d3-zoom and Svelte Flow's own code call. They listen, keep a number on
 * an element and move the viewport; whatever else d3 can do with documents is never asked for.
 */
const called = {
  selection: 'constructor filter selection call nodes node size empty each style property datum on'.split(' '),
  transition: 'constructor selection call nodes node size empty each on tween duration ease'.split(' '),
};

/** The list above was made by reading these: with another version they have to be read again. */
const read = [
  { id: /\/d3-selection\/dist\/d3-selection\.mjs$/, says: 'd3-selection/ v3.0.1 ' },
  { id: /\/d3-transition\/dist\/d3-transition\.mjs$/, says: 'd3-transition/ v3.0.2 ' },
  { id: /\/d3-drag\/dist\/d3-drag\.mjs$/, says: 'd3-drag/ v3.0.1 ' },
  { id: /\/d3-zoom\/dist\/d3-zoom\.mjs$/, says: 'd3-zoom/ v3.0.1 ' },
];

const message = 'This part of Svelte Flow is left out: see vite.lean-canvas.ts';
/** The board has kinds of nodes and links of its own, and dots for its ground. */
const neverShown = `<script>throw new Error('${message}');</script>`;
/** Links are made by the board's own tool. */
const neverInProgress = `<script>
  let { store } = $props();
  $effect(() => {
    if (store.connection.inProgress) throw new Error('${message}');
  });
</script>`;

/**
 * Leaves out what the packages under the canvas can do and the board does not: 6 KB compressed of what a browser loads
 * before a board can be used. The build fails when one of them no longer looks as it did, so that an update is looked at.
 */
export function leanCanvas(): Plugin {
  return {
    name: 'counterpoint:lean-canvas',
    apply: 'build',
    transform: {
      filter: {
        id: [
          ...read.map(({ id }) => id),
          /\/d3-ease\/dist\/d3-ease\.mjs$/,
          /\/@xyflow\/system\/dist\/esm\/index\.js$/,
          /\/@xyflow\/svelte\/dist\/lib\/components\/nodes\/\w+Node\.svelte$/,
          /\/@xyflow\/svelte\/dist\/lib\/components\/edges\/(?!BaseEdge)\w+\.svelte$/,
          /\/@xyflow\/svelte\/dist\/lib\/components\/ConnectionLine\/ConnectionLine\.svelte$/,
          /\/@xyflow\/svelte\/dist\/lib\/plugins\/Background\/LinePattern\.svelte$/,
        ],
      },
      handler(code, id) {
        if (id.endsWith('/ConnectionLine.svelte')) {
          if (!code.includes('{#if store.connection.inProgress}')) this.error('Svelte Flow draws its line otherwise');
          return { code: neverInProgress, map: { mappings: '' } };
        }
        if (id.endsWith('.svelte')) return { code: neverShown, map: { mappings: '' } };
        if (id.includes('/@xyflow/')) {
          const calls = [...code.matchAll(/\b(?:selection|d3Selection)\??\.(\w+)\(/g)].map(([, name]) => String(name));
          const unknown = calls.filter((name) => !['interrupt', 'transition', ...called.selection].includes(name));
          if (calls.length === 0 || unknown.length > 0)
            this.error(`Svelte Flow calls ${unknown.join() || 'd3 otherwise'}`);
          return null;
        }
        if (id.includes('/d3-ease/')) {
          const pure = code.replaceAll('= (function custom(', '= /* @__PURE__ */ (function custom(');
          if (pure === code) this.error('d3-ease no longer makes its curves the way it did');
          return { code: pure, map: null };
        }
        const says = read.find((file) => file.id.test(id))?.says;
        if (says === undefined || !code.includes(says)) this.error(`${id} is not the version that was read`);
        if (id.includes('/d3-selection/')) return { code: withOnly(called.selection, code), map: { mappings: '' } };
        if (id.includes('/d3-transition/')) return { code: withOnly(called.transition, code), map: { mappings: '' } };
        return null;
      },
    },
  };
}

/** Prototypes keep these methods only; the classes that nothing makes any more lose theirs. */
function withOnly(methods: readonly string[], code: string): string {
  return code
    .replace(/^(?:EnterNode|ClassList|Local)\.prototype = [^]*?^\};\n/gm, '')
    .replace(/^((?:Selection|Transition)\.prototype = .*\n)([^]*?)(?=^\};)/m, (_all, first: string, body: string) => {
      const kept = body.split('\n').filter((line) => methods.includes(/^ {2}(\w+):/.exec(line)?.[1] ?? ''));
      return `${first}${kept.join('\n')}\n`;
    });
}
