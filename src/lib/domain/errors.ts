/**
 * Every expected failure has a name here and one sentence that says what to do next.
 * The same table serves pages, Socket.IO acknowledgements and the board's close codes.
 */
export const errorSentences = {
  'not-signed-in': 'You are not signed in. Sign in, or enter with your name, and try again.',
  'not-found': 'There is nothing here that you can open. Check the link, or ask your peer for an invite.',
  'not-allowed': 'Your role in this room does not allow that. Ask a peer in the room to do it.',
  'bad-request': 'The program sent something it should not have. Reload the page and try again.',
  'name-invalid': 'Give a name of 1 to 80 characters.',
  'email-invalid': 'That does not look like an email address. Check it and try again.',
  'email-taken': 'An account with this email exists already. Sign in instead.',
  'password-weak': 'Choose a password of at least 10 characters.',
  'sign-in-failed': 'Email and password do not match. Check both and try again.',
  'too-many-tries': 'Too many tries. Wait a few minutes and try again.',
  'already-account': 'You have an account already.',
  'invite-invalid': 'This invite is no longer valid. Ask your peer for a new link.',
  'room-full': 'This room is full: six people is the most. Ask your peer to open another room.',
  'session-live': 'A session is live in this room already. Open it, or end it first.',
  'session-ended': 'This session has ended. Its board can be read, not changed.',
  'flow-stale': 'Your peer was quicker. The page shows where you both are now.',
  'flow-not-now': 'That is not possible at this point of the session.',
  'flow-minutes': 'A step can be extended by 1 to 30 minutes at a time, and to three hours in all.',
  'flow-asked': 'You have asked already. Wait for an answer, take it back, or go on alone in a moment.',
  'flow-not-yours': 'That is for somebody else to decide in this step.',
  'flow-no-seat': 'Only those who have a seat in this session can do that.',
  'flow-tray-full': 'Twenty ideas are waiting already. Take one back first.',
  'format-invalid': 'That is not a format that a session could follow. Mend what the page names, and try again.',
  'format-stale':
    'Somebody else saved this format while you were changing it. Nothing of theirs was overwritten, and nothing of yours is lost.',
  'format-gone': 'Somebody deleted this format meanwhile. You can keep your version as a new one.',
  'formats-full': 'This room has as many formats as a room may have. Delete one that you no longer use.',
  'words-long': 'That is too long. Make it shorter.',
  'date-invalid': 'Choose a day and an hour that are still to come, within the next two years.',
  'favourites-full': 'You have forty questions of your own already. Take one out first.',
  'agreement-none': 'There is no agreement to sign yet. Write it on the board first.',
  'agreement-changed': 'The agreement says something else by now. Read it once more, then sign.',
  'read-only': 'This board can only be read now. What was written since then is kept in this browser and not sent.',
  'board-full': 'This board is full. Remove cards that are no longer needed, then reload the page.',
  'board-damaged':
    'What the server keeps of this board cannot be read. Nothing of it was thrown away: tell whoever runs the server.',
  'too-many-open': 'You have too many boards open at once. Close some of them: this page tries again by itself.',
  'address-crowded': 'Too many pages are open from your network just now. This page tries again by itself.',
  'too-many-pages':
    'You have too many sessions open at once. Close some of their pages: this one tries again by itself.',
  'image-invalid': 'That is no picture that can be shown: send a PNG, JPEG, WebP or GIF.',
  'image-large': 'That picture is too large: 5 MB is the most. Make it smaller and try again.',
  'images-full': 'This room has no space for more pictures: 100 MB in all is the most.',
  'too-large': 'That is too large. Make it smaller and try again.',
  'too-fast': 'That was too much at once. Wait a moment and try again.',
  unavailable: 'The server cannot do that just now. Nothing was changed. Try again in a moment.',
} as const;

export type ErrorCode = keyof typeof errorSentences;

/** A failure that was foreseen. Anything else that is thrown is a bug, logged in full and shown as a plain sentence. */
export class ExpectedError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(errorSentences[code]);
    this.name = 'ExpectedError';
    this.code = code;
  }
}
