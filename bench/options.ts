/** What was asked for on the command line. */
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { z } from 'zod';

export interface Options {
  /** Small numbers, about two minutes: to see that everything works. */
  quick: boolean;
  /** How often everything is measured; the table shows medians. */
  rounds: number;
  /** Where all that was measured is written to. */
  json: string | null;
  /** Folder for a processor profile of our server under load; then nothing else is measured. */
  profile: string | null;
}

export const usage = `npm run bench -- [--quick] [--rounds N] [--json FILE] [--profile FOLDER]

  --quick           small numbers, about two minutes
  --rounds N        how often everything is measured, 1 to 20 (5; with --quick 1)
  --json FILE       write all that was measured, and the machine, to FILE
  --profile FOLDER  profile our server under load instead, and list where its time goes
`;

const roundsSchema = z.coerce.number().int().min(1).max(20);

/** Null: what was asked for makes no sense, or was `--help`. */
export function readOptions(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        json: { type: 'string' },
        profile: { type: 'string' },
      },
    });
    return {
      quick: values.quick,
      rounds: roundsSchema.parse(values.rounds ?? (values.quick ? 1 : 5)),
      json: values.json === undefined ? null : resolve(values.json),
      profile: values.profile === undefined ? null : resolve(values.profile),
    };
  } catch {
    // An option that does not exist, or a number that is none: the usage says what does.
    return null;
  }
}
