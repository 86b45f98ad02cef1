/** A program of the benchmark in a process of its own, that answers one question after the other. */
import { fork, type Serializable } from 'node:child_process';
import { join } from 'node:path';
import type { z } from 'zod';
import { endWithUs } from './server-process.ts';

export interface AskedChild<Question, Answer> {
  /** Rejects when the program ends, does not answer in time, or answers something else. */
  readonly ask: (question: Question) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

/** `program`: a file in this folder. `limitMs`: how long an answer may take. */
export function forkAsked<Question extends Serializable, Answer>(
  program: string,
  answerSchema: z.ZodType<Answer>,
  limitMs: number,
): AskedChild<Question, Answer> {
  const child = fork(join(import.meta.dirname, program), { stdio: ['ignore', 2, 2, 'ipc'] });
  endWithUs(child);
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`${program} does not answer`)), limitMs);
        const onExit = (): void => reject(new Error(`${program} ended`));
        child.once('exit', onExit);
        child.once('message', (message) => {
          clearTimeout(limit);
          child.off('exit', onExit);
          const answer = answerSchema.safeParse(message);
          if (answer.success) resolve(answer.data);
          else reject(new Error(`${program} said something else: ${answer.error.message}`));
        });
        child.send(question);
      }),
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
