/** All databases of this program's boards begin like this; `forgetBoards` finds them by it. */
export const boardCopyPrefix = 'counterpoint-board-';

/** The database of one person's copy of one board. */
export const boardCopyName = (session: string, user: string): string => `${boardCopyPrefix}${session}-${user}`;
