/** All databases of this program's boards begin like this; `keptBoards` finds them by it. */
export const boardCopyPrefix = 'counterpoint-board-';

/** The database of one person's copy of one board. */
export const boardCopyName = (session: string, user: string): string => `${boardCopyPrefix}${session}-${user}`;

/** Under this key lies how many changes in the copy have not reached the server. */
export const waitingKey = 'waiting';
