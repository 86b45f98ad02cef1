/** The thread that reads boards: see `board-reader.ts`. */
import { answer, taskPort } from '../thread/task-answer.ts';
import { readParts, type ReadingTask } from './reading.ts';

const port = taskPort();
port.on('message', (task: ReadingTask) => {
  answer(port, () => readParts(task));
});
