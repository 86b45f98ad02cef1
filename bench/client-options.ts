/** What `npm run bench -- client` was asked for. */
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { z } from 'zod';

export interface ClientOptions {
  /** One short round: to see that everything works. */
  quick: boolean;
  /** How often each board is opened, each time in a new browser. */
  rounds: number;
  /** Numbers of cards. */
  sizes: readonly number[];
  /** Where all that was measured is written to. */
  json: string | null;
  /** Another checkout of this project, already built, that is measured in turn with this one. */
  against: string | null;
  /** Folder for a profile of the page's main thread while cards are dragged and the canvas moves. */
  profile: string | null;
}

export const clientUsage = `npm run bench -- client [--quick] [--rounds N] [--sizes N,N] [--json FILE] [--against FOLDER] [--profile FOLDER]

  --quick           one short round, less than a minute
  --rounds N        how often each board is opened, 1 to 20 (5; with --quick 1)
  --sizes N,N       cards on the boards (20,200,500,2000)
  --json FILE       write all that was measured, and the machine, to FILE
  --against FOLDER  measure another checkout, already built, in turn with this one
  --profile FOLDER  leave a processor profile of the page's main thread for each board
`;

const roundsSchema = z.coerce.number().int().min(1).max(20);
const sizesSchema = z.array(z.coerce.number().int().min(10).max(5_000)).min(1);

/** Null: what was asked for makes no sense, or was `--help`. */
export function readClientOptions(args: readonly string[]): ClientOptions | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        sizes: { type: 'string', default: '20,200,500,2000' },
        json: { type: 'string' },
        against: { type: 'string' },
        profile: { type: 'string' },
      },
    });
    return {
      quick: values.quick,
      rounds: roundsSchema.parse(values.rounds ?? (values.quick ? 1 : 5)),
      sizes: sizesSchema.parse(values.sizes.split(',')),
      json: pathOf(values.json),
      against: pathOf(values.against),
      profile: pathOf(values.profile),
    };
  } catch {
    // An option that does not exist, or a number that is none: the usage says what does.
    return null;
  }
}

const pathOf = (value: string | undefined): string | null => (value === undefined ? null : resolve(value));
