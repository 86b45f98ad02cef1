import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Time and chance come in from outside, so that the same input always gives the same answer. */
const impure = [
  { object: 'Date', property: 'now', message: 'The domain is pure: take the time as an argument.' },
  { object: 'Math', property: 'random', message: 'The domain is pure: take ids and chance as arguments.' },
  { object: 'crypto', property: 'randomUUID', message: 'The domain is pure: take ids as arguments.' },
];

export default defineConfig(
  globalIgnores(['build/', '.svelte-kit/', 'data/', 'drizzle/', 'test-results/', 'playwright-report/', 'coverage/']),
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { globals: { ...globals.node } },
  },
  {
    files: ['**/*.ts', '**/*.svelte', '**/*.svelte.ts'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      // TypeScript knows better.
      'no-undef': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => void promise()` and one-line callbacks say what they mean.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { parser: ts.parser, svelteConfig },
    },
    rules: {
      // This program is served from the root of its address.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // Plain sets and maps are meant there: what must be reactive says so with $state or a reactive class.
    files: ['**/*.svelte.ts'],
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    files: ['src/lib/domain/**'],
    rules: {
      'no-restricted-properties': ['error', ...impure],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'The domain is pure: take the time as an argument.',
        },
      ],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // A test that is wrong about what is there fails, which is what it is for.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  prettier,
  svelte.configs.prettier,
);
