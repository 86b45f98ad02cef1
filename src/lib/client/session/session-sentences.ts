import { errorSentences, type ErrorCode } from '#lib/domain/errors.ts';

/** Why a request came to nothing: refused by the server with a code, or no answer at all. */
export type RequestFailure = ErrorCode | 'timed-out' | 'not-connected';

const ownSentences = {
  'timed-out': 'The server has not answered. The page is checking what became of it: look at the step, then try again.',
  'not-connected':
    'There is no connection just now, so nothing was changed. Try again when the page is connected again.',
} as const;

/** Why a page that the server has let go of, for good, does nothing any more. */
export function dismissalSentence(error: ErrorCode): string {
  switch (error) {
    case 'not-signed-in':
      return 'You are signed out, so this page can only be read. Sign in to go on.';
    case 'not-found':
    case 'not-allowed':
      return 'You are no longer a member of this room, so this page can only be read. Ask a member for an invite to come back.';
    default:
      return errorSentences[error];
  }
}

/** The sentence to show where the person acted. */
export function failureSentence(failure: RequestFailure): string {
  return failure === 'timed-out' || failure === 'not-connected' ? ownSentences[failure] : errorSentences[failure];
}
