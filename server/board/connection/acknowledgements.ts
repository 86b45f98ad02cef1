/**
 * What one connection may believe to be on disk. Frames that write are numbered from 1 as they arrive; `saved` is
 * the number up to which all of them are on disk, without a gap.
 */
export class Acknowledgements {
  #received = 0;
  /** Numbers of frames that are on their way to disk, ascending. */
  #waiting: number[] = [];
  /** The first frame that was refused: nothing from there on may ever count. */
  #refused = Infinity;

  /** A frame with nothing new in it: saved as soon as those before it are. */
  known(): void {
    this.#received++;
  }

  /** A frame whose entry the log has taken. */
  taken(): void {
    this.#waiting.push(++this.#received);
  }

  /** A frame that this connection had no right to send. */
  refused(): void {
    this.#refused = Math.min(this.#refused, ++this.#received);
  }

  /** This many more entries, in order, are on disk. */
  stored(entries: number): void {
    this.#waiting = this.#waiting.slice(entries);
  }

  get anyRefused(): boolean {
    return this.#refused !== Infinity;
  }

  get saved(): number {
    return Math.min((this.#waiting[0] ?? this.#received + 1) - 1, this.#refused - 1);
  }
}
