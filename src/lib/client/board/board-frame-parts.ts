import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { updateParts } from '#lib/crdt/update-parts.ts';
import { boardFrameLimit } from '#lib/protocol/board-messages.ts';

/** Well below what the server reads at once, so that it and the other readers can breathe in between. */
const partSize = boardFrameLimit / 4;

/** A `missing` or `update` frame as several of the same kind, to be sent in this order. Throws when it cannot be read. */
export function frameParts(frame: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const decoder = decoding.createDecoder(frame);
  const message = decoding.readVarUint(decoder);
  const step = decoding.readVarUint(decoder);
  return updateParts(decoding.readVarUint8Array(decoder), partSize).map((part) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, message);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, part);
    return Uint8Array.from(encoding.toUint8Array(encoder));
  });
}
