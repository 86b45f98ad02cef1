/** The load generator, from outside: a process that connects two people to each room and sends what it is told. */
import { forkAsked } from './asked-child.ts';
import { loadAnswerSchema, type LoadAnswer, type LoadJob, type LoadResult, type RunJob } from './load-job.ts';
import type { ServerProcess } from './server-process.ts';

export interface Load {
  /** Sends at a steady rate and measures. Rejects when a connection is lost. */
  run(job: Omit<RunJob, 'type'>): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** Nothing that is asked of the generator takes longer, in milliseconds. */
const answerLimitMs = 180_000;

/** Connects two people to each of so many rooms. Rejects when the server lets one of them not in. */
export async function startLoad(server: ServerProcess, rooms: number, traceLength: number): Promise<Load> {
  const { contender, port, pid } = server;
  const { ask, stop } = forkAsked<LoadJob, LoadAnswer>('load-program.ts', loadAnswerSchema, answerLimitMs);

  const answer = await ask({
    type: 'connect',
    wire: contender.speaks,
    port,
    pid,
    rooms: contender.rooms(rooms).map(({ room, cookies }) => ({ room, cookies: [...cookies] })),
    traceLength,
  });
  if (answer.type === 'failed') {
    await stop();
    throw new Error(`${contender.title}: ${answer.reason}`);
  }
  return {
    async run(job) {
      const result = await ask({ type: 'run', ...job });
      if (result.type !== 'result') {
        throw new Error(`${contender.title}: ${result.type === 'failed' ? result.reason : 'no result'}`);
      }
      return result.result;
    },
    stop,
  };
}
