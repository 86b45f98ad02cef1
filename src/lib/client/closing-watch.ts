import { createSessionLink, type SessionLink } from './session-link.ts';

const nothing = (): void => undefined;

/**
 * Calls `onnews` whenever something on the session's closing page may be new: told by the server, or after a stretch
 * without a connection. Returns what ends it. Without a connection the page stays as it was when it was opened.
 */
export function watchClosing(session: string, onnews: () => void, link: SessionLink = createSessionLink()): () => void {
  let joinedBefore = false;
  async function join(): Promise<void> {
    const answer = await link.join(session);
    if (!answer.ok) return;
    // What came between the page's making and the joining is fetched as well, once it may have been missed.
    if (joinedBefore) onnews();
    joinedBefore = true;
  }
  link.open({
    connected: () => void join(),
    lost: nothing,
    refused: nothing,
    flowChanged: nothing,
    presenceChanged: nothing,
    sessionEnded: nothing,
    closingChanged: onnews,
  });
  return () => link.close();
}
