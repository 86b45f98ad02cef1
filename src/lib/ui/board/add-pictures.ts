import { uploadImage } from '#lib/client/uploaded-image.ts';
import { boardReach, type Point } from '#lib/domain/card.ts';
import { imagesMost } from '#lib/domain/image.ts';
import type { Desk } from './board-command.ts';

/** Several pictures at once are fanned out, so that each can be seen and taken. */
const fan = 36;

/** Sends pictures to the room and puts them on the board, the first with its middle at a point; says why when it cannot. */
export async function addPictures(desk: Desk, files: readonly File[], middle: Point): Promise<void> {
  const { stage, mode } = desk;
  const { room, board } = stage;
  if (room === null || files.length === 0 || !stage.canWrite) return;
  mode.addingImages += 1;
  stage.announce(
    files.length === 1 ? 'The picture is on its way' : `${String(files.length)} pictures are on their way`,
  );
  let added = 0;
  try {
    for (const file of files) {
      if (board.images.all.length >= imagesMost) {
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
        x: placed(middle.x - size.width / 2 + added * fan),
        y: placed(middle.y - size.height / 2 + added * fan),
      };
      const id = board.images.add({ ...sent.image, at });
      if (id === null) {
        stage.notify('The picture was not added: this board can no longer be written on.');
        break;
      }
      mode.freshImage = id;
      added += 1;
    }
  } finally {
    mode.addingImages -= 1;
  }
  if (added > 0) stage.announce(added === 1 ? 'Picture added. Enter describes it.' : `${String(added)} pictures added`);
}

const placed = (value: number): number => Math.round(Math.min(boardReach, Math.max(-boardReach, value)));
