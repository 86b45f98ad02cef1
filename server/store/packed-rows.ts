/** Rows of the log of boards on their way to another thread: all bytes in one buffer, which moves without being copied. */

export interface LogRow {
  session: string;
  author: string | null;
  at: number;
  bytes: Uint8Array;
}

export interface PackedRows {
  /** Each session once; rows name it by its place. */
  sessions: string[];
  rows: { session: number; author: string | null; at: number; length: number }[];
  bytes: ArrayBuffer;
}

/** The rows keep their own bytes: they may have to be written again. */
export function packRows(rows: readonly LogRow[]): PackedRows {
  const places = new Map<string, number>();
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + row.bytes.length, 0));
  let at = 0;
  const packed = rows.map((row) => {
    const session = places.get(row.session) ?? places.size;
    places.set(row.session, session);
    bytes.set(row.bytes, at);
    at += row.bytes.length;
    return { session, author: row.author, at: row.at, length: row.bytes.length };
  });
  return { sessions: [...places.keys()], rows: packed, bytes: bytes.buffer };
}

export function* unpackRows({ sessions, rows, bytes }: PackedRows): Generator<LogRow> {
  let from = 0;
  for (const { session, author, at, length } of rows) {
    const name = sessions[session];
    if (name === undefined) throw new Error('a packed row names no session');
    yield { session: name, author, at, bytes: new Uint8Array(bytes, from, length) };
    from += length;
  }
}
