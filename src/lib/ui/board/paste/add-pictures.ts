import { uploadImage } from '#lib/client/board/uploaded-image.ts';
import { boardReach, type Point } from '#lib/domain/board/card.ts';
import { imagesMost } from '#lib/domain/board/image.ts';
import type { Desk } from '#lib/ui/board/commands/board-command.ts';

/** Several pictures at once are fanned out, so that each can be seen and taken. */
const fan = 36;

/** Sends pictures to the room and puts them on the board, the first with its middle at a point; says why when it cannot. */
export async function addPictures(desk: Desk, files: readonly File[], middle: Point): Promise<void> {
  const { stage, canvas, mode } = desk;
  const { room, board } = stage;
  if (room === null || files.length === 0 || !stage.canWrite) return;
  mode.addingImages += 1;
  stage.announce(
    files.length === 1 ? 'The picture is on its way' : `${String(files.length)} pictures are on their way`,
  );
  const added: string[] = [];
  try {
    for (const file of files) {
      if (board.images.length >= imagesMost) {
        stage.notify(`The picture was not added: a board holds ${String(imagesMost)} at most. Delete one first.`);
        break;
      }
      const sent = await uploadImage(room, file);
      if (!sent.ok) {
        stage.notify(sent.sentence);
        break;
      }
      const { size } = sent.image;
      const at = {
        x: placed(middle.x - size.width / 2 + added.length * fan),
        y: placed(middle.y - size.height / 2 + added.length * fan),
      };
      const id = board.addImage({ ...sent.image, at });
      if (id === null) {
        stage.notify('The picture was not added: this board can no longer be written on.');
        break;
      }
      added.push(id);
    }
  } finally {
    mode.addingImages -= 1;
  }
  const [only] = added;
  if (only === undefined) return;
  if (added.length > 1) canvas.select(added);
  else stage.focusOn.card(only);
  stage.announce(added.length === 1 ? 'Picture added. Enter describes it.' : `${String(added.length)} pictures added`);
}

const placed = (value: number): number => Math.round(Math.min(boardReach, Math.max(-boardReach, value)));
