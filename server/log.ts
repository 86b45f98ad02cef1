/**
 * The log: JSON lines on standard output, or short readable lines when a person watches in a terminal.
 * It carries ids and named facts, never what people wrote.
 */
import { pino } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = pino.Logger;

/** `terminal`: readable lines instead of JSON. */
export function createLog(level: LogLevel, terminal = process.stdout.isTTY): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    serializers: { err: describeFailure, error: describeFailure },
  };
  return terminal ? pino(options, { write: (line) => process.stdout.write(readableLine(line)) }) : pino(options);
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
