/**
 * The settings: the only place that reads the environment. A `.env` file in the project's folder counts too; what the
 * environment itself says wins over it. An empty value means the same as none.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { StartError } from './start-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Config {
  /** 0 takes any free port. */
  port: number;
  host: string;
  /** How people reach this server, such as `https://coach.example`; null when it follows the name that they typed. */
  origin: string | null;
  /** Absolute path. */
  dataDir: string;
  /** PostgreSQL; null means SQLite in `dataDir`. */
  databaseUrl: string | null;
  logLevel: LogLevel;
  /** How many proxies of ours stand in front, each adding one address to X-Forwarded-For. */
  trustProxy: number;
  /** Whoever has it may read /metrics from anywhere; null: only this machine may. */
  metricsToken: string | null;
  /** Open board connections of one user. */
  connectionsPerUser: number;
  /** Open board connections from one address; null: the default, and none for this machine itself. */
  connectionsPerAddress: number | null;
  /** Cookies travel over https only. */
  secureCookies: boolean;
}

const wholeNumber = (from: number, to: number, sentence: string) =>
  z
    .string()
    .regex(/^\d{1,6}$/, sentence)
    .transform(Number)
    .refine((value) => value >= from && value <= to, sentence);

const settingsSchema = z.object({
  PORT: wholeNumber(0, 65_535, 'PORT must be a number from 0 to 65535.').default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'HOST must be an address or a name of this machine, such as 127.0.0.1 or 0.0.0.0.')
    .default('127.0.0.1'),
  ORIGIN: z
    .string()
    .transform((value, context) => {
      const origin = originOf(value);
      if (origin !== null) return origin;
      context.addIssue({
        code: 'custom',
        message: 'ORIGIN must be an address without a path, such as https://coach.example.',
      });
      return z.NEVER;
    })
    .optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine(
      isPostgresUrl,
      'DATABASE_URL must start with postgres:// or postgresql:// and name a host. Leave it out to use SQLite.',
    )
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(', ')}.`).default('info'),
  TRUST_PROXY: wholeNumber(0, 10, 'TRUST_PROXY must be the number of proxies in front, from 0 to 10.').default(0),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, 'METRICS_TOKEN must be 16 to 200 letters, digits or signs, without spaces.')
    .optional(),
  CONNECTIONS_PER_USER: wholeNumber(
    1,
    100_000,
    'CONNECTIONS_PER_USER must be the number of boards, and of session pages, that one user may have open, from 1 to 100000.',
  ).default(20),
  CONNECTIONS_PER_ADDRESS: wholeNumber(
    1,
    100_000,
    'CONNECTIONS_PER_ADDRESS must be the number of boards, and of session pages, that may be open from one address, from 1 to 100000.',
  ).optional(),
});

/** `value` as an origin when it is one and nothing more; null otherwise. */
function originOf(value: string): string | null {
  const url = URL.parse(value);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  const bare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return bare ? url.origin : null;
}

function isPostgresUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'postgres:' || url.protocol === 'postgresql:') && url.hostname !== '';
}

/**
 * The settings in this environment.
 * @throws StartError with one sentence for each bad value, each on its own line. Values are not repeated: one may be a secret.
 */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape).flatMap((name) => {
      const value = environment[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) throw new StartError([...new Set(parsed.error.issues.map(({ message }) => message))].join('\n'));
  const settings = parsed.data;
  return {
    port: settings.PORT,
    host: settings.HOST,
    origin: settings.ORIGIN ?? null,
    dataDir: resolve(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL ?? null,
    logLevel: settings.LOG_LEVEL,
    trustProxy: settings.TRUST_PROXY,
    metricsToken: settings.METRICS_TOKEN ?? null,
    connectionsPerUser: settings.CONNECTIONS_PER_USER,
    connectionsPerAddress: settings.CONNECTIONS_PER_ADDRESS ?? null,
    secureCookies: settings.ORIGIN?.startsWith('https:') ?? false,
  };
}

/**
 * The environment, completed by the file `.env` in `folder` when there is one.
 * @throws StartError when the file is there and cannot be read.
 */
export function readEnvironment(folder: string): Environment {
  return { ...readEnvFile(resolve(folder, '.env')), ...process.env };
}

function readEnvFile(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new StartError(`The file .env could not be read. Check that it is a text file that you may read: ${file}`);
  }
}
