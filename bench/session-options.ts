/** What `npm run bench -- session` was asked for. */
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

export interface SessionPlan {
  /** Live sessions with two people each. */
  live: number;
  /** Sessions in the database. */
  stored: number;
  /** Flow commands a second, of all live sessions together. */
  rate: number;
  warmMs: number;
  measureMs: number;
  /** How often the server is started with and without the stored sessions, and restarted under the crowd. */
  starts: number;
  restarts: number;
}

export const sessionUsage = `npm run bench -- session [--quick] [--json FILE]

  --quick      50 live and 300 stored sessions, less than a minute
  --json FILE  write all that was measured, and the machine, to FILE
`;

/** A command of each session every two and a half seconds: far more than people give. */
const fullPlan: SessionPlan = {
  live: 500,
  stored: 10_000,
  rate: 200,
  warmMs: 3_000,
  measureMs: 20_000,
  starts: 5,
  restarts: 3,
};
const quickPlan: SessionPlan = {
  live: 50,
  stored: 300,
  rate: 20,
  warmMs: 1_000,
  measureMs: 4_000,
  starts: 1,
  restarts: 1,
};

/** Null: what was asked for makes no sense, or was `--help`. */
export function readSessionOptions(args: readonly string[]): { plan: SessionPlan; json: string | null } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    });
    return {
      plan: values.quick ? quickPlan : fullPlan,
      json: values.json === undefined ? null : resolve(values.json),
    };
  } catch {
    // An option that does not exist: the usage says what does.
    return null;
  }
}
