import { imageTypes } from '#lib/domain/board/image.ts';
import type { Point } from '#lib/domain/board/card.ts';
import type { Desk } from '#lib/ui/board/commands/board-command.ts';
import { loadPictures } from '#lib/ui/board/commands/board-deeds.ts';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Pictures that come to the canvas: dropped, pasted, or chosen from the device. */
export class CanvasDrop {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  readonly ondragover = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    // Without this the browser would open the file in place of the page.
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = this.#desk.stage.canWrite ? 'copy' : 'none';
  };

  readonly ondrop = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    this.add(files, this.#desk.sight.toBoard({ x: event.clientX, y: event.clientY }));
  };

  /** Puts them on the board. A file that is no picture is refused with a sentence, like one that is too large. */
  add(files: readonly File[], at: Point): void {
    const { stage } = this.#desk;
    if (stage.canWrite && files.length > 0) void this.#add(files, at);
  }

  /** Lets the person choose pictures. Call it while a press of theirs is being handled: browsers ask for that. */
  choose(): void {
    const field = document.createElement('input');
    field.type = 'file';
    field.multiple = true;
    field.accept = imageTypes.join(',');
    field.addEventListener('change', () => this.add([...(field.files ?? [])], this.#desk.sight.middle()));
    field.click();
  }

  async #add(files: readonly File[], at: Point): Promise<void> {
    try {
      const { addPictures } = await loadPictures();
      await addPictures(this.#desk, files, at);
    } catch (error) {
      this.#desk.stage.notify(
        'The picture was not added: a part of the program could not be fetched. Check the connection and try again.',
      );
      console.error(error);
    }
  }
}
