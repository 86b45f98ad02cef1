import { clockOf } from '#lib/domain/flow/flow-clock.ts';
import { ideasOf } from '#lib/domain/flow/flow-tray.ts';
import { sealOf } from '#lib/domain/flow/flow-seal.ts';
import { silenceOf } from '#lib/domain/flow/flow-silence.ts';
import type { FlowEvent, FlowState } from '#lib/domain/flow/flow.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dawn, minute } from '../../support/flow-walk.ts';
import { mixedFormat } from '../../support/mixed-format.ts';
import { propertyRun } from '../../support/property-seed.ts';

/**
 * The guided session once more, told as simply as it can be: two people, one place, a pocket watch, a few notes on the
 * table. The engine must agree with it whatever is asked, in whatever order.
 */
interface Table {
  now: number;
  here: Set<string>;
  /** -1: the lobby; 7: over. */
  place: number;
  running: boolean;
  /** Minutes and milliseconds spent in each place, counted by hand. */
  watch: number[];
  ready: Set<string>;
  wish: { by: string; at: number; to: number } | null;
  swap: string | null;
  /** Where each of the two turns was left. */
  left: [number, number];
  shown: boolean;
  sealReady: Set<string>;
  ideas: Map<string, 'waiting' | 'invited'>;
  quietUntil: number;
  waitingFor: string | null;
  letGo: Set<string>;
}

const over = 7;
const minutes = [3, 5, 4, 6, 4, 6, 3];
const turnAt = [null, null, 0, 0, 1, 1, null];
const peers = ['ama', 'jonas'];
const other = (peer: string): string => (peer === 'ama' ? 'jonas' : 'ama');

interface Asked {
  type:
    | 'start'
    | 'next'
    | 'hand-over'
    | 'back'
    | 'pause'
    | 'resume'
    | 'ready'
    | 'unready'
    | 'accept-advance'
    | 'decline-advance'
    | 'offer-swap'
    | 'accept-swap'
    | 'seal-ready'
    | 'hold-idea'
    | 'invite-idea'
    | 'start-silence'
    | 'end-silence'
    | 'drop'
    | 'return'
    | 'end';
  by: string;
  wait: number;
}

function enter(table: Table, place: number): true {
  const turn = turnAt[place];
  if (turn !== turnAt[table.place] || place === 6) table.ideas.clear();
  if (turn === 0 || turn === 1) table.left[turn] = place;
  Object.assign(table, { place, running: true, wish: null, swap: null, quietUntil: 0, waitingFor: null });
  table.ready.clear();
  return true;
}

/** Whether it happens; when it does, the table is changed. */
function happens(table: Table, { type, by }: Asked): boolean {
  const seated = peers.includes(by);
  const { place, now } = table;
  const live = place >= 0 && place < over;
  const turn = turnAt[place] ?? null;
  const coachee = turn === null ? null : peers[turn];
  switch (type) {
    case 'start':
      return place === -1 && enter(table, 0);
    case 'end':
      if (place === over) return false;
      Object.assign(table, { place: over, running: false });
      return true;
    case 'back':
      return live && place > 0 && enter(table, place - 1);
    case 'next':
    case 'hand-over': {
      // Only from the first step of the first turn is there more than a step to leave before the other's turn.
      if (!live || (type === 'next' ? place === 6 : place !== 2 || by !== coachee)) return false;
      const to = type === 'next' ? place + 1 : 4;
      const others = peers.filter((peer) => peer !== by && table.here.has(peer));
      const late = type === 'next' && (table.watch[place] ?? 0) >= (minutes[place] ?? 0) * minute;
      const patient = table.wish?.by === by && table.wish.to === to && now - table.wish.at >= 20_000;
      const answered = table.wish !== null && table.wish.by !== by;
      if (answered) return enter(table, table.wish?.to ?? to);
      if (late || patient || others.every((peer) => table.ready.has(peer))) return enter(table, to);
      if (table.wish?.to === to) return false;
      table.wish = { by, at: now, to };
      return true;
    }
    case 'accept-advance':
      return live && seated && table.wish !== null && table.wish.by !== by && enter(table, table.wish.to);
    case 'decline-advance':
      if (!live || !seated || table.wish === null || table.wish.by === by) return false;
      table.wish = null;
      return true;
    case 'pause':
      if (!live || !table.running) return false;
      table.running = false;
      return true;
    case 'resume':
      if (!live || table.running) return false;
      if (table.waitingFor !== null) table.letGo.add(table.waitingFor);
      Object.assign(table, { running: true, waitingFor: null });
      return true;
    case 'ready':
      if (place === over || !seated) return false;
      if (live && table.wish !== null && table.wish.by !== by) return enter(table, table.wish.to);
      if (table.ready.has(by)) return false;
      table.ready.add(by);
      return true;
    case 'unready':
      return place !== over && table.ready.delete(by);
    case 'offer-swap':
      if (place === over || place === 6 || !seated || table.swap !== null) return false;
      table.swap = by;
      return true;
    case 'accept-swap':
      if (place === over || !seated || table.swap === null || table.swap === by) return false;
      if (turn === 0 || turn === 1) return enter(table, table.left[turn === 0 ? 1 : 0]);
      // Before the turns only the order changes; the model keeps names by seat, so they change names.
      peers.reverse();
      table.swap = null;
      return true;
    case 'seal-ready':
      if (place !== 1 || table.shown || !seated || table.sealReady.has(by)) return false;
      table.sealReady.add(by);
      table.shown = peers.every((peer) => table.sealReady.has(peer) || (peer !== by && !table.here.has(peer)));
      return true;
    case 'hold-idea':
      if ((place !== 3 && place !== 5) || !seated || by === coachee || table.ideas.has(by)) return false;
      table.ideas.set(by, 'waiting');
      return true;
    case 'invite-idea':
      if (!live || by !== coachee || table.ideas.get(other(by)) !== 'waiting') return false;
      table.ideas.set(other(by), 'invited');
      return true;
    case 'start-silence':
      if (!live || !seated || now < table.quietUntil) return false;
      table.quietUntil = now + 30_000;
      return true;
    case 'end-silence':
      if (!live || now >= table.quietUntil || (coachee === null ? !seated : by !== coachee)) return false;
      table.quietUntil = 0;
      return true;
    case 'drop':
      if (!seated) return false;
      table.here.delete(by);
      if (live && table.running && !table.letGo.has(by)) Object.assign(table, { running: false, waitingFor: by });
      return true;
    case 'return':
      if (!seated) return false;
      table.here.add(by);
      if (place === over) return true;
      table.letGo.delete(by);
      if (table.waitingFor === by) Object.assign(table, { running: true, waitingFor: null });
      return true;
  }
}

function eventOf({ type, by }: Asked, { now: at, here }: Table): FlowEvent {
  const stamp = { by, at, present: [...here] };
  switch (type) {
    case 'drop':
      return { type: 'wait-for', user: by, ...stamp, by: 'server', present: stamp.present.filter((one) => one !== by) };
    case 'return':
      return { type: 'came-back', user: by, ...stamp, by: 'server' };
    case 'hold-idea':
      return { type, id: by, ...stamp };
    case 'invite-idea':
      return { type, id: other(by), ...stamp };
    case 'start-silence':
      return { type, card: null, seconds: 30, ...stamp };
    default:
      return { type, ...stamp };
  }
}

class Ask implements fc.Command<Table, { state: FlowState }> {
  readonly asked: Asked;
  constructor(asked: Asked) {
    this.asked = asked;
  }
  check = (): boolean => true;
  toString = (): string => `${this.asked.by} ${this.asked.type} after ${String(this.asked.wait)} ms`;

  run(table: Table, real: { state: FlowState }): void {
    const { type } = this.asked;
    table.now += this.asked.wait;
    if (table.running) table.watch[table.place] = (table.watch[table.place] ?? 0) + this.asked.wait;
    const event = eventOf(this.asked, table);
    const result = transition(real.state, event, mixedFormat);
    const expected = happens(table, this.asked);
    // The server's own news is never an error: it is out of date, or about nobody, and then nothing happens.
    const news = type === 'drop' || type === 'return';
    expect(result.ok, `${this.toString()} is accepted`).toBe(news ? real.state.status !== 'ended' : expected);
    if (result.ok) real.state = result.state;
    compare(table, real.state);
  }
}

function compare(table: Table, state: FlowState): void {
  const { place, now } = table;
  expect(state.status).toBe(place === -1 ? 'lobby' : place === over ? 'ended' : table.running ? 'running' : 'paused');
  if (state.status === 'lobby' || state.status === 'ended') return;
  expect(state.position).toBe(place);
  expect(state.seats).toEqual(peers);
  expect(clockOf(state, mixedFormat, now).spentMs).toBe(table.watch[place] ?? 0);
  expect(new Set(state.ready)).toEqual(table.ready);
  expect(state.advance?.by ?? null).toBe(table.wish?.by ?? null);
  expect(state.swap?.by ?? null).toBe(table.swap);
  expect(silenceOf(state, now) !== null).toBe(now < table.quietUntil);
  expect(new Map(ideasOf(state).map((idea) => [idea.id, idea.state]))).toEqual(table.ideas);
  expect(state.waitingFor?.user ?? null).toBe(table.waitingFor);
  if (place === 1) expect(sealOf(state)?.revealed).toBe(table.shown);
}

const asks = fc.record({
  type: fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom('next' as const, 'accept-advance' as const) },
    { weight: 10, arbitrary: fc.constant('hand-over' as const) },
    { weight: 15, arbitrary: fc.constantFrom('offer-swap' as const, 'accept-swap' as const) },
    { weight: 15, arbitrary: fc.constantFrom('ready' as const, 'unready' as const, 'decline-advance' as const) },
    { weight: 15, arbitrary: fc.constantFrom('hold-idea' as const, 'invite-idea' as const, 'seal-ready' as const) },
    { weight: 15, arbitrary: fc.constantFrom('start-silence' as const, 'end-silence' as const) },
    { weight: 15, arbitrary: fc.constantFrom('drop' as const, 'return' as const) },
    { weight: 15, arbitrary: fc.constantFrom('pause' as const, 'resume' as const, 'back' as const, 'start' as const) },
    { weight: 1, arbitrary: fc.constant('end' as const) },
  ),
  by: fc.constantFrom('ama', 'jonas', 'eve'),
  wait: fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.constant(6 * minute)),
});

test('the engine agrees with two people and a pocket watch, whatever is asked', () => {
  const start = new Ask({ type: 'start', by: 'ama', wait: 0 });
  fc.assert(
    fc.property(fc.array(asks, { maxLength: 120, size: 'max' }), (walk) => {
      peers.splice(0, 2, 'ama', 'jonas');
      const table: Table = {
        now: dawn,
        here: new Set(peers),
        place: -1,
        running: false,
        watch: [],
        ready: new Set(),
        wish: null,
        swap: null,
        left: [2, 4],
        shown: false,
        sealReady: new Set(),
        ideas: new Map(),
        quietUntil: 0,
        waitingFor: null,
        letGo: new Set(),
      };
      const commands = [start, ...walk.map((asked) => new Ask(asked))];
      fc.modelRun(() => ({ model: table, real: { state: lobby(peers) } }), commands);
    }),
    propertyRun('the engine and its model', 400),
  );
});
