/** A board store whose disk can be made slow or broken. */
import type { BoardStore } from '../../server/store/ports/board-port.ts';

export interface TryingBoards extends BoardStore {
  /** Appends wait from now on, until `letGo`. */
  hold(): void;
  letGo(): void;
  /** `append` rejects while this says so. */
  refuses: (sessions: string[]) => boolean;
  /** `load` rejects while true. */
  unreadable: boolean;
  /** Appends that reached the disk, and appends that were tried. */
  stored: number;
  tried: number;
  loads: number;
}

export function makeTrying(boards: BoardStore): TryingBoards {
  let held: Promise<void> | null = null;
  let release = (): void => undefined;
  const trying: TryingBoards = {
    refuses: () => false,
    unreadable: false,
    stored: 0,
    tried: 0,
    loads: 0,
    hold() {
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    letGo() {
      held = null;
      release();
    },
    async append(entries) {
      trying.tried++;
      await held;
      if (trying.refuses(entries.map(({ session }) => session))) throw new Error('the disk is full');
      await boards.append(entries);
      trying.stored++;
    },
    load(session) {
      trying.loads++;
      return trying.unreadable ? Promise.reject(new Error('the disk cannot be read')) : boards.load(session);
    },
  };
  return trying;
}
