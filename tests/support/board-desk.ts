/** One person's open page, as far as the board goes: a document, and the unmodified client of y-websocket. */
import * as decoding from 'lib0/decoding';
import { boardMessage } from '#lib/protocol/board-messages.ts';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

export interface Desk {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly text: Y.Text;
  /** How many writing frames the server has called saved on the latest connection. */
  readonly saved: () => number;
  /** Frames that write, sent on the latest connection. */
  readonly sent: () => number;
  /** Codes of the connections that were closed, in order. */
  readonly closeCodes: number[];
  /** How often a write was refused. */
  readonly denials: () => number;
  /** Awareness states of the others, as this page sees them. */
  readonly others: () => Record<string, unknown>[];
  /** Writes at the end of the text. */
  readonly write: (words: string) => void;
  readonly leave: () => void;
}

export function openDesk(port: number, session: string, cookie: string, doc = new Y.Doc()): Desk {
  let sent = 0;
  let saved = 0;
  let denials = 0;
  class SignedInSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { cookie } });
      sent = 0;
      saved = 0;
    }
    override send(data: Uint8Array): void {
      if (data[0] === boardMessage.sync && (data[1] ?? 0) > 0) sent++;
      super.send(data);
    }
  }
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/board`, session, doc, {
    disableBc: true,
    maxBackoffTime: 200,
    WebSocketPolyfill: SignedInSocket as never,
  });
  // What a client of ours adds: it understands `saved`, and hears when a write is refused.
  provider.messageHandlers[boardMessage.saved] = (_encoder, decoder) => {
    saved = decoding.readVarUint(decoder);
  };
  provider.messageHandlers[boardMessage.auth] = () => {
    denials++;
  };
  const closeCodes: number[] = [];
  provider.on('connection-close', (event) => {
    if (event) closeCodes.push(event.code);
  });
  const text = doc.getText('notes');
  return {
    doc,
    provider,
    text,
    saved: () => saved,
    sent: () => sent,
    closeCodes,
    denials: () => denials,
    others: () =>
      [...provider.awareness.getStates()]
        .filter(([client]) => client !== doc.clientID)
        .map(([, state]) => state as Record<string, unknown>),
    write: (words) => {
      text.insert(text.length, words);
    },
    leave: () => {
      provider.destroy();
      provider.awareness.destroy();
    },
  };
}
