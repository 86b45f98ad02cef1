/** What was typed after a command's name. */
import { parseArgs } from 'node:util';

/** The command was typed wrongly. The message is a full sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Options {
  /** The value of `--name`; undefined when it was left out. */
  text(name: string): string | undefined;
  flag(name: string): boolean;
  words: string[];
}

interface Allowed {
  /** Options with a value. */
  texts?: readonly string[];
  flags?: readonly string[];
  /** How many words there must be besides. */
  words?: number;
}

type Known = Record<string, { type: 'string' | 'boolean' }>;

/** @throws UsageError for whatever is not allowed, lacks a value or is missing. */
export function readOptions(args: readonly string[], { texts = [], flags = [], words = 0 }: Allowed): Options {
  const known: Known = {};
  for (const name of texts) known[name] = { type: 'string' };
  for (const name of flags) known[name] = { type: 'boolean' };
  const { values, positionals } = parse(args, known);
  if (positionals.length > words) throw new UsageError(`"${String(positionals[words])}" is one word too many.`);
  if (positionals.length < words) throw new UsageError('Something is missing after the command.');
  return {
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    flag: (name) => values[name] === true,
    words: positionals,
  };
}

function parse(args: readonly string[], options: Known) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own first sentence names the option and what is wrong with it; what follows is about its syntax.
    const [sentence = ''] = error instanceof Error ? error.message.split(/\.\s/) : [];
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`);
  }
}
