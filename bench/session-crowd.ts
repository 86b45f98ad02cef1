/** The crowd of the session benchmark, from outside: a process with two people in each live session. */
import { forkAsked } from './asked-child.ts';
import {
  crowdAnswerSchema,
  type CommandJob,
  type CommandResult,
  type CrowdAnswer,
  type CrowdJob,
} from './session-job.ts';
import type { ServerProcess } from './server-process.ts';

/** Nothing that is asked of the crowd takes longer, in milliseconds. */
const answerLimitMs = 240_000;

export interface SessionCrowd {
  /** Gives commands at a steady rate and measures. Rejects when one is refused. */
  run(job: Omit<CommandJob, 'type'>): Promise<CommandResult>;
  /** To be called before the server stops: resolves when everybody was away and is back. */
  comeBack(patienceMs: number): Promise<{ backAt: readonly number[]; astray: number }>;
  stop(): Promise<void>;
}

/** Two people come into each of so many sessions, which are then started. */
export async function gatherCrowd({ contender, port }: ServerProcess, live: number): Promise<SessionCrowd> {
  const { ask, stop } = forkAsked<CrowdJob, CrowdAnswer>('session-crowd-program.ts', crowdAnswerSchema, answerLimitMs);

  async function expect<Type extends CrowdAnswer['type']>(
    job: CrowdJob,
    type: Type,
  ): Promise<Extract<CrowdAnswer, { type: Type }>> {
    const answer = await ask(job);
    if (answer.type === 'failed') throw new Error(answer.reason);
    if (!isOf(answer, type)) throw new Error(`the crowd answered ${answer.type} instead of ${type}`);
    return answer;
  }

  const sessions = contender.rooms(live).map(({ room, cookies: [first, second] }) => {
    if (first === undefined || second === undefined) throw new Error('the fixture has nobody to open a page');
    return { session: room, cookies: [first, second] as [string, string] };
  });
  try {
    await expect({ type: 'connect', port, sessions }, 'gathered');
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    run: async (job) => (await expect({ type: 'run', ...job }, 'ran')).result,
    comeBack: (patienceMs) => expect({ type: 'return', patienceMs }, 'returned'),
    stop,
  };
}

function isOf<Type extends CrowdAnswer['type']>(
  answer: CrowdAnswer,
  type: Type,
): answer is Extract<CrowdAnswer, { type: Type }> {
  return answer.type === type;
}
