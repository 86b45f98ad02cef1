/** Pictures that people put on a board. */

/** The formats in which a picture may come. SVG is none of them: it can hold scripts. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type ImageType = (typeof imageTypes)[number];

/** Bytes of one picture, as it is sent and kept. */
export const imageLimit = 5 * 1024 * 1024;

/** Longest description of a picture, in UTF-16 units. */
export const altLimit = 500;
/** How small and how large a picture can be shown, in board units along an edge. */
export const imageBounds = { least: 24, most: 4_000 };
/** So many pictures are shown of one board; more are junk. */
export const imagesMost = 200;

/** A picture on the board. Its bytes are kept by the server as the room's image `file`. */
export interface BoardImage {
  id: string;
  file: string;
  /** Its top left corner, in board units, as its size is. */
  at: { x: number; y: number };
  size: { width: number; height: number };
  /** What there is to see, for those who do not see it. */
  alt: string;
  /** As of a card. */
  locked: boolean;
  group: string | null;
  /** Its height in the pile of cards and pictures; at the same height cards lie over it. */
  order: number;
  author: string | null;
  /** When it was put there, in milliseconds since 1970. */
  createdAt: number;
}

/** Where a browser finds the bytes of a picture, which it gets as a member of the room. */
export const imageAddress = (room: string, file: string): string => `/rooms/${room}/images/${file}`;
