/** The thread that looks whether a stored board can still be read, and puts it together anew: see `board-repair.ts`. */
import { assemble, type AssemblyTask } from './assembly.ts';
import { answer, taskPort } from '../thread/task-answer.ts';

const port = taskPort();
port.on('message', (task: AssemblyTask) => {
  answer(port, () => assemble(task));
});
