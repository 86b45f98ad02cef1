import { readFrame, type CountedFrame } from './board-frame-count.ts';

export interface BoardSocketEvents {
  sent: (frame: CountedFrame) => void;
  /** The server has stored this many of the frames sent by this connection. */
  saved: (count: number) => void;
}

/**
 * A WebSocket for the unmodified y-websocket provider that tells which frames go out and which are on the server's
 * disk. `saved` frames stop here: the provider does not know them. On a read-only board nothing that writes leaves.
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
        if (frame.type !== 'saved') return;
        event.stopImmediatePropagation();
        events.saved(frame.count);
      });
    }

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
      const frame: CountedFrame = data instanceof Uint8Array ? readFrame(data) : { type: 'other' };
      const writes = frame.type === 'missing' || frame.type === 'update';
      if (writes && readOnly()) return;
      super.send(data as Parameters<WebSocket['send']>[0]);
      events.sent(frame);
    }
  };
}
