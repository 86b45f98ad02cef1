import { createSessionLink, type SessionLink } from './session-link.ts';

const nothing = (): void => undefined;

/**
 * Calls `onnews` whenever something on the session's closing page may be new: told by the server, or whenever the
 * connection comes about. Returns what ends it. Without a connection the page stays as it was when it was opened.
 */
export function watchClosing(session: string, onnews: () => void, link: SessionLink = createSessionLink()): () => void {
  async function join(): Promise<void> {
    const answer = await link.join(session);
    // Whatever came between the making of the page, or the loss of the connection, and now was not heard.
    if (answer.ok) onnews();
  }
  link.open({
    connected: () => void join(),
    lost: nothing,
    refused: nothing,
    flowChanged: nothing,
    presenceChanged: nothing,
    reacted: nothing,
    sessionEnded: nothing,
    closingChanged: onnews,
  });
  return () => link.close();
}
