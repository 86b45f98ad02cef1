import { and, eq, isNull } from 'drizzle-orm';
import { flowStateSchema, type FlowState } from '#lib/domain/flow/flow.ts';
import type { Db, Engine } from './engine.ts';
import type { SessionStore } from './ports/session-port.ts';

export function createFlowStore({
  tables,
  read,
  write,
}: Engine): Pick<SessionStore, 'readFlow' | 'advanceFlow' | 'listLiveFlows'> {
  const { flows, flowEvents, sessions } = tables;

  const markSession = async (tx: Db, session: string, state: FlowState): Promise<void> => {
    if (state.status === 'lobby') return;
    await tx
      .update(sessions)
      .set({ startedAt: state.startedAt })
      .where(and(eq(sessions.id, session), isNull(sessions.startedAt)));
    if (state.status !== 'ended') return;
    await tx.update(sessions).set({ status: 'ended', endedAt: state.endedAt }).where(eq(sessions.id, session));
  };

  return {
    async readFlow(session) {
      const [row] = await read
        .select({ version: flows.version, state: flows.state })
        .from(flows)
        .where(eq(flows.session, session));
      // What was stored by an earlier version lacks what came later.
      return row ? { version: row.version, state: flowStateSchema.parse(row.state) } : null;
    },
    async listLiveFlows() {
      const rows = await read
        .select({ session: flows.session, state: flows.state })
        .from(flows)
        .innerJoin(sessions, eq(sessions.id, flows.session))
        .where(eq(sessions.status, 'live'));
      return rows.map(({ session, state }) => ({ session, state: flowStateSchema.parse(state) }));
    },
    advanceFlow: (session, version, state, event, format) =>
      write(async (tx) => {
        const next = version + 1;
        const advanced = await tx
          .update(flows)
          .set({ version: next, state })
          .where(and(eq(flows.session, session), eq(flows.version, version)))
          .returning({ session: flows.session });
        if (advanced.length === 0) return false;
        await tx.insert(flowEvents).values({ session, version: next, at: event.at, by: event.by, event });
        if (format !== undefined) await tx.update(sessions).set({ format }).where(eq(sessions.id, session));
        await markSession(tx, session, state);
        return true;
      }),
  };
}
