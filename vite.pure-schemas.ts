import type { Plugin } from 'vite';

/**
 * Tells the bundler that making a schema has no effect: those that a page does not use, and with the last of them zod
 * itself, are left out of it. Without this, whoever imports a type's constants brings 22 KB of zod along.
 */
export function pureSchemas(): Plugin {
  return {
    name: 'counterpoint:pure-schemas',
    apply: 'build',
    transform: {
      filter: { id: /\/src\/lib\/(domain|protocol)\/.*\.ts$/, code: /from ['"]zod['"]/ },
      handler(code) {
        const { body } = this.parse(code);
        let pure = code;
        // From the end, so that what comes before stays where it was.
        for (const statement of body.toReversed()) {
          const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
          if (declaration?.type !== 'VariableDeclaration') continue;
          for (const { init } of declaration.declarations.toReversed()) {
            if (init?.type !== 'CallExpression' && init?.type !== 'ObjectExpression') continue;
            const made = code.slice(init.start, init.end);
            if (!/\bz\.|Schema\b/.test(made)) continue;
            pure = `${pure.slice(0, init.start)}/* @__PURE__ */ (() => (${made}))()${pure.slice(init.end)}`;
          }
        }
        // No line moves, so the map that came with the code still leads to the right ones.
        return { code: pure, map: null };
      },
    },
  };
}
