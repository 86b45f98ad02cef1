/** The thread that compacts boards: it gets bytes and hands back bytes, one board at a time. */
import { compactBoard } from './compaction.ts';
import { answerTasks } from './task-answer.ts';

answerTasks(compactBoard);
