/** The thread that merges long logs when a board is opened: see `long-merge.ts`. */
import { mergePacked } from './long-merge.ts';
import { answerTasks } from './task-answer.ts';

answerTasks(mergePacked, ({ merged }) => [merged.buffer]);
