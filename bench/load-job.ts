/** What the benchmark and its load generator, a process of its own, say to each other. */
import { z } from 'zod';
import type { WireName } from './wire.ts';

const roomSchema = z.object({ room: z.string(), cookies: z.array(z.string()) });

/** Whom to connect: two people in each room. */
const connectSchema = z.object({
  type: z.literal('connect'),
  wire: z.enum(['counterpoint', 'relay', 'y-websocket', 'hocuspocus'] satisfies WireName[]),
  port: z.number(),
  /** The server's process, whose cost is read at the very moments when measuring begins and ends. */
  pid: z.number(),
  rooms: z.array(roomSchema),
  /** Updates that each client can send in its life. */
  traceLength: z.number(),
});

const runSchema = z.object({
  type: z.literal('run'),
  /** Updates a second, of all clients together. */
  rate: z.number(),
  warmMs: z.number(),
  measureMs: z.number(),
  /** How long the last updates may take to arrive. */
  patienceMs: z.number(),
  seed: z.number(),
});

export const loadJobSchema = z.discriminatedUnion('type', [connectSchema, runSchema]);
export type LoadJob = z.infer<typeof loadJobSchema>;
export type ConnectJob = z.infer<typeof connectSchema>;
export type RunJob = z.infer<typeof runSchema>;

const spreadSchema = z.object({ p50: z.number(), p99: z.number() });
export type Spread = z.infer<typeof spreadSchema>;

/** Times in milliseconds. Latencies count from when an update was due, so a generator or server that lags behind hides nothing. */
export const loadResultSchema = z.object({
  /** Updates a second that were asked for. */
  rate: z.number(),
  /** Updates that were due while it was measured, and how many of them never arrived in time. */
  due: z.number(),
  lost: z.number(),
  /** Updates that arrived at the other person while it was measured. */
  delivered: z.number(),
  /** The server's processor time meanwhile. */
  serverCpuMs: z.number(),
  /** Our own, and how late we sent. */
  loadCpuMs: z.number(),
  late: spreadSchema,
  measuredMs: z.number(),
  toPeer: spreadSchema,
  /** Null where the server never says that something is on disk. */
  toSaved: spreadSchema.nullable(),
});
export type LoadResult = z.infer<typeof loadResultSchema>;

export const loadAnswerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connected') }),
  z.object({ type: z.literal('result'), result: loadResultSchema }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);
export type LoadAnswer = z.infer<typeof loadAnswerSchema>;
