/**
 * The log: JSON lines on standard output, or short readable lines when a person watches in a terminal.
 * It carries ids and named facts, never what people wrote.
 */
import { pino } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = pino.Logger;

/** Standard output or standard error. */
type LogStream = Pick<typeof process.stdout | typeof process.stderr, 'fd' | 'isTTY' | 'write'>;

/** Where the log goes: the commands of `npm run admin` keep standard output for their answers. */
export function createLog(level: LogLevel, stream: LogStream = process.stdout): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    serializers: { err: describeFailure, error: describeFailure },
  };
  if (!stream.isTTY) return pino(options, pino.destination({ fd: stream.fd, sync: true }));
  return pino(options, { write: (line) => stream.write(readableLine(line)) });
}

export interface FailureDescription {
  type: string;
  code?: string;
  message: string;
  /** Where it was thrown: file and line only. */
  at: string[];
  cause?: FailureDescription;
}

/**
 * What the log may say of a failure. Database drivers repeat the values they were given in messages and details,
 * and those are what people wrote: they are left out.
 */
export function describeFailure(failure: unknown): FailureDescription {
  if (!(failure instanceof Error))
    return { type: typeof failure, message: 'something other than an error was thrown', at: [] };
  const at = (failure.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: failure.name,
    ...('code' in failure && typeof failure.code === 'string' ? { code: failure.code } : {}),
    message: withoutValues(failure.message),
    at: at.slice(0, 12).map((line) => line.trim()),
    ...(failure.cause instanceof Error ? { cause: describeFailure(failure.cause) } : {}),
  };
}

function withoutValues(message: string): string {
  return (message.split(/\s*\bparams:/)[0] ?? '').slice(0, 500);
}

const levelNames: Record<string, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

function readableLine(line: string): string {
  const { level, time, msg, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const clock = new Date(Number(time)).toTimeString().slice(0, 8);
  const details = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  return `${clock} ${levelNames[String(level)] ?? String(level)}: ${typeof msg === 'string' ? msg : ''}${details}\n`;
}
