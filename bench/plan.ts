/** How much of everything is measured. */
import type { TraceKind } from './trace.ts';

export interface Plan {
  /** Rooms with two people each, under load. */
  rooms: number;
  /** Updates a second of each person, for the cost of an update. */
  ratePerPerson: number;
  warmMs: number;
  measureMs: number;
  /** For the highest rate: how long each rate is held, the factor between two, and how often the last gap is halved. */
  rate: { warmMs: number; measureMs: number; factor: number; halvings: number; highest: number };
  /** Cards on a board, and how many such boards are held in memory. */
  memory: readonly { cards: number; rooms: number }[];
  /** What was written on a board before it is opened, and in how many updates. */
  open: readonly { kind: TraceKind; updates: number }[];
  /** How often a board of each size is opened in a round. */
  opens: number;
}

export const fullPlan: Plan = {
  rooms: 500,
  ratePerPerson: 4,
  // Long enough for code to be compiled: a server that was just started costs half as much again for its first seconds.
  warmMs: 8_000,
  // As long as Hocuspocus puts off writing at most: so each of its boards is written once.
  measureMs: 10_000,
  rate: { warmMs: 700, measureMs: 2_300, factor: 1.5, halvings: 3, highest: 60_000 },
  memory: [
    { cards: 20, rooms: 500 },
    { cards: 200, rooms: 300 },
    { cards: 2_000, rooms: 60 },
  ],
  open: [
    { kind: 'board', updates: 0 },
    { kind: 'board', updates: 1_000 },
    { kind: 'board', updates: 20_000 },
    { kind: 'text', updates: 20_000 },
    { kind: 'board', updates: 100_000 },
  ],
  opens: 3,
};

export const quickPlan: Plan = {
  rooms: 60,
  ratePerPerson: 8,
  warmMs: 1_000,
  measureMs: 3_000,
  rate: { warmMs: 300, measureMs: 700, factor: 2, halvings: 1, highest: 40_000 },
  memory: [
    { cards: 20, rooms: 60 },
    { cards: 200, rooms: 60 },
  ],
  open: [
    { kind: 'board', updates: 0 },
    { kind: 'board', updates: 1_000 },
    { kind: 'text', updates: 5_000 },
  ],
  opens: 2,
};
