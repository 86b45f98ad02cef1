import { boardFrameLimit } from '#lib/protocol/board-messages.ts';
import { readFrame, type CountedFrame } from './board-frame-count.ts';
import { frameParts } from './board-frame-parts.ts';

export interface BoardSocketEvents {
  sent: (frame: CountedFrame) => void;
  /** The server has stored this many of the frames sent by this connection. */
  saved: (count: number) => void;
  /** What this connection writes is not taken; reading goes on. */
  denied: () => void;
}

/**
 * A WebSocket for the unmodified y-websocket provider that tells which frames go out and which are on the server's
 * disk. News of the disk and of a refusal stop here: the provider does not know the one, and only warns of the other.
 * On a read-only board nothing that writes leaves. What is larger than the server reads at once (a day's work offline,
 * a large board restored) goes out in parts.
 */
export function boardSocket(
  base: typeof WebSocket,
  events: BoardSocketEvents,
  readOnly: () => boolean,
): typeof WebSocket {
  return class BoardSocket extends base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      // Registered before the provider's `onmessage`, so it sees each frame first.
      this.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (!(event.data instanceof ArrayBuffer)) return;
        const frame = readFrame(new Uint8Array(event.data));
        if (frame.type !== 'saved' && frame.type !== 'denied') return;
        event.stopImmediatePropagation();
        if (frame.type === 'saved') events.saved(frame.count);
        else events.denied();
      });
    }

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
      const frame: CountedFrame = data instanceof Uint8Array ? readFrame(data) : { type: 'other' };
      const writes = frame.type === 'missing' || frame.type === 'update';
      if (writes && readOnly()) return;
      if (writes && data instanceof Uint8Array && data.length > boardFrameLimit) {
        const parts = frameParts(data);
        parts.forEach((part, index) => {
          super.send(part);
          events.sent(index < parts.length - 1 ? { type: 'part' } : frame);
        });
        return;
      }
      super.send(data as Parameters<WebSocket['send']>[0]);
      events.sent(frame);
    }
  };
}
