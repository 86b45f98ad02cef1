/** What the session benchmark and its crowd, a process of its own, say to each other. */
import { z } from 'zod';

const connectSchema = z.object({
  type: z.literal('connect'),
  port: z.number(),
  /** Two people in each session; their cookies, ready as headers. */
  sessions: z.array(z.object({ session: z.string(), cookies: z.tuple([z.string(), z.string()]) })),
});

const runSchema = z.object({
  type: z.literal('run'),
  /** Flow commands a second, of all sessions together. */
  rate: z.number(),
  warmMs: z.number(),
  measureMs: z.number(),
  /** How long the last commands may take to arrive. */
  patienceMs: z.number(),
  seed: z.number(),
});

/** The server is about to stop: answered when everybody is back on their step. */
const returnSchema = z.object({ type: z.literal('return'), patienceMs: z.number() });

export type CrowdJob = z.infer<typeof crowdJobSchema>;
export type CommandJob = z.infer<typeof runSchema>;
export type GatherJob = z.infer<typeof connectSchema>;
export const crowdJobSchema = z.discriminatedUnion('type', [connectSchema, runSchema, returnSchema]);

const spreadSchema = z.object({ p50: z.number(), p99: z.number(), longest: z.number() });
export type CommandSpread = z.infer<typeof spreadSchema>;

/** Milliseconds; a latency counts from when its command was due. */
export const commandResultSchema = z.object({
  rate: z.number(),
  due: z.number(),
  /** Never seen on the other screen, or refused. */
  lost: z.number(),
  toPeer: spreadSchema,
  toAcknowledged: spreadSchema,
  /** How late the crowd itself sent. */
  late: spreadSchema,
  /** The crowd's own processor time, of so much measured time. */
  loadCpuMs: z.number(),
  measuredMs: z.number(),
});
export type CommandResult = z.infer<typeof commandResultSchema>;

export const crowdAnswerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('gathered') }),
  z.object({ type: z.literal('ran'), result: commandResultSchema }),
  z.object({
    type: z.literal('returned'),
    /** Wall clock, in milliseconds since 1970, at which each client was back on its step. */
    backAt: z.array(z.number()),
    /** Clients that came back to another step than they left. */
    astray: z.number(),
  }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);
export type CrowdAnswer = z.infer<typeof crowdAnswerSchema>;
