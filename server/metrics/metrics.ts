/** The server's numbers, for Prometheus. Counted where things happen, read when somebody asks. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ExpectedError } from '#lib/domain/errors.ts';
import type { BoardHost } from '../board/board-host.ts';
import type { Meter } from '../board/meter.ts';
import type { FlowService } from '../session/flow-service.ts';

export interface Metrics {
  /** For the board server. */
  readonly meter: Meter;
  /** The same flows, with every command counted by its kind and by what became of it. */
  countCommands(flows: FlowService): FlowService;
  /** Names what is looked at when somebody asks. Call it once. */
  watch(sources: MetricsSources): void;
  /** All numbers in Prometheus' text format. */
  read(): Promise<{ text: string; contentType: string }>;
}

export interface MetricsSources {
  boards: Pick<BoardHost, 'census'>;
  /** How many Socket.IO connections are open. */
  sessionConnections: () => number;
}

const prefix = 'counterpoint_';

/** Seconds: from a fast disk to one that is in trouble. */
const commitBuckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
const batchBuckets = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];

export function createMetrics(): Metrics {
  const registry = new Registry();
  // Memory, processor time, garbage collection, and the event loop's delay since the last time that somebody asked.
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  /** A sum that is kept as a plain number, since it grows with every delivered frame. */
  const sum = (name: string, help: string): ((more: number) => void) => {
    let total = 0;
    new Counter({
      name: prefix + name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(total);
      },
    });
    return (more) => {
      total += more;
    };
  };
  const gauge = (name: string, help: string, look: () => number): void => {
    new Gauge({
      name: prefix + name,
      help,
      registers,
      collect() {
        this.set(look());
      },
    });
  };

  const updates = sum('board_updates_total', 'Updates of boards taken from clients.');
  const updateBytes = sum('board_update_bytes_total', 'Bytes of the updates taken from clients.');
  const deliveries = sum('board_deliveries_total', 'Updates sent on to other clients, each reader counted.');
  const deliveredBytes = sum('board_delivered_bytes_total', 'Bytes of the frames sent on to other clients.');
  const committedBytes = sum('board_committed_bytes_total', 'Bytes of updates that reached the disk.');
  const commitFailures = sum('board_commit_failures_total', 'Commits that failed; their updates are tried again.');
  const resyncs = sum('board_resyncs_total', 'Readers that could not keep up and got what they missed.');
  const commitSeconds = new Histogram({
    name: `${prefix}board_commit_seconds`,
    help: 'Time of one commit of all boards, in seconds.',
    buckets: commitBuckets,
    registers,
  });
  const batchEntries = new Histogram({
    name: `${prefix}board_batch_entries`,
    help: 'Updates that were committed together.',
    buckets: batchBuckets,
    registers,
  });
  const refusals = new Counter({
    name: `${prefix}board_refusals_total`,
    help: 'Board handshakes and writes refused, and connections closed by the server, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const commands = new Counter({
    name: `${prefix}flow_commands_total`,
    help: 'Commands to the flow of a session, by what was asked and what became of it.',
    labelNames: ['command', 'outcome'],
    registers,
  });

  return {
    meter: {
      took(bytes) {
        updates(1);
        updateBytes(bytes);
      },
      delivered(bytes) {
        deliveries(1);
        deliveredBytes(bytes);
      },
      committed(entries, bytes, ms) {
        committedBytes(bytes);
        batchEntries.observe(entries);
        commitSeconds.observe(ms / 1000);
      },
      commitFailed: () => commitFailures(1),
      resynced: () => resyncs(1),
      refused: (reason) => refusals.inc({ reason }),
    },
    countCommands: (flows) => ({
      ...flows,
      async command(user, session, request, present) {
        let outcome = 'failed';
        try {
          const flow = await flows.command(user, session, request, present);
          outcome = 'accepted';
          return flow;
        } catch (error) {
          if (error instanceof ExpectedError) outcome = error.code;
          throw error;
        } finally {
          commands.inc({ command: request.command.type, outcome });
        }
      },
    }),
    watch({ boards, sessionConnections }) {
      gauge('board_rooms', 'Boards that are open.', () => boards.census().rooms);
      gauge('board_connections', 'Connections to boards.', () => boards.census().connections);
      gauge('board_unsaved_bytes', 'Bytes of memory that wait for the disk.', () => boards.census().unsavedBytes);
      gauge('session_connections', 'Socket.IO connections of session pages.', sessionConnections);
    },
    async read() {
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}
