/** The thread that merges long logs when a board is opened: see `long-merge.ts`. */
import { mergePacked, type PackedUpdates } from './long-merge.ts';
import { answer, taskPort } from '../thread/task-answer.ts';

const port = taskPort();
port.on('message', (task: PackedUpdates) => {
  answer(
    port,
    () => mergePacked(task),
    ({ merged }) => [merged.buffer],
  );
});
