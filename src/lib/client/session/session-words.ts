import type { Floor, Format, Step } from '#lib/domain/formats/format.ts';
import { turnsIn, type PlannedStep } from '#lib/domain/flow/plan.ts';
import type { Roles } from '#lib/domain/flow/roles.ts';
import { listed, type NameOf } from './session-names.ts';

/** What a person is at this point of the session. Outside a turn peers are just peers. */
export type Part = 'coachee' | 'coach' | 'peer' | 'observer';

export function partOf(me: { id: string; role: 'peer' | 'observer' }, roles: Roles): Part {
  if (me.role === 'observer') return 'observer';
  if (roles.coachee === me.id) return 'coachee';
  if (roles.observers.includes(me.id)) return 'observer';
  return roles.coaches.includes(me.id) ? 'coach' : 'peer';
}

/** "Ama's turn"; a seat that nobody has taken yet has a number instead. */
export function turnTitle(turn: number, seats: readonly string[], nameOf: NameOf): string {
  const seat = seats[turn];
  return seat === undefined ? `Turn ${turn + 1}` : `${nameOf(seat)}'s turn`;
}

/** The line above a step's title: whose turn and how far in it, or which part of the whole. */
export function eyebrowOf(
  planned: PlannedStep,
  format: Format,
  turns: number,
  seats: readonly string[],
  nameOf: NameOf,
): string {
  if (planned.turn !== null) {
    const turn = turnTitle(planned.turn, seats, nameOf);
    return planned.of === 1 ? turn : `${turn}, ${planned.nth} of ${planned.of}`;
  }
  // Parts are counted as the ribbon shows them: each turn is one.
  const sizes = format.stages.map((stage) => turnsIn(stage, turns));
  const sum = (some: number[]): number => some.reduce((total, size) => total + size, 0);
  return `Part ${sum(sizes.slice(0, planned.stage)) + 1} of ${sum(sizes)}`;
}

/** One line of what is coming. */
export interface AgendaPart {
  title: string;
  /** The steps of a turn. */
  inside: string[];
  minutes: number;
}

/** The session before it starts: each stage once, each turn by its owner's name. */
export function agendaOf(format: Format, turns: number, seats: readonly string[], nameOf: NameOf): AgendaPart[] {
  return format.stages.flatMap((stage): AgendaPart[] => {
    if (stage.kind === 'step') return [{ title: stage.title, inside: [], minutes: stage.minutes }];
    const inside = stage.steps.map((step) => step.title);
    const minutes = stage.steps.reduce((sum, step) => sum + step.minutes, 0);
    return Array.from({ length: turnsIn(stage, turns) }, (_, turn) => ({
      title: turnTitle(turn, seats, nameOf),
      inside,
      minutes,
    }));
  });
}

/** Who has the floor, and what the others do meanwhile. Outside a turn there are no roles, so the floor is everybody's. */
export function floorWords(
  floor: Floor,
  roles: Roles,
  me: string,
  nameOf: NameOf,
  /** Somebody without a seat reads it: the floor is never theirs. */
  watching = false,
): { holder: string; rest: string } {
  const has = (ids: readonly string[], role: string): string => {
    if (ids.length > 1) return ids.includes(me) ? 'You share the floor' : 'The others have the floor';
    const [id] = ids;
    return id === undefined
      ? `The ${role} has the floor`
      : id === me
        ? 'You have the floor'
        : `${nameOf(id)} has the floor`;
  };
  const listen = (ids: readonly string[], role: string): string => {
    if (ids.includes(me)) return 'You listen.';
    if (ids.length > 1) return ids.length > 2 ? 'The others listen.' : `${listed(ids.map(nameOf))} listen.`;
    const [id] = ids;
    return `${id === undefined ? `The ${role}` : nameOf(id)} listens.`;
  };
  const coachee = roles.coachee === null ? [] : [roles.coachee];
  if (roles.turn === null && floor !== 'all-silent') return watching ? sharedByPeers : shared;
  switch (floor) {
    case 'coachee':
      return { holder: has(coachee, 'coachee'), rest: listen(roles.coaches, 'coach') };
    case 'coach':
      return { holder: has(roles.coaches, 'coach'), rest: listen(coachee, 'coachee') };
    case 'observer':
      return {
        holder: has(roles.observers, 'observer'),
        rest: roles.observers.includes(me) ? 'The others listen.' : 'You listen.',
      };
    case 'both':
      return watching ? sharedByPeers : shared;
    case 'all-silent':
      return { holder: 'Everyone is silent', rest: 'Each writes alone.' };
    default:
      return floor satisfies never;
  }
}

const shared = { holder: 'You share the floor', rest: 'Equal time for each of you.' };
const sharedByPeers = { holder: 'The peers share the floor', rest: 'You watch and listen.' };

/** What to do now, for this part. An observer reads what the peers are asked to do where the step says nothing to them. */
export function sayFor(step: Step, part: Part, roles: Roles): { you: string | null; say: string } {
  // In a circle all but one coach: it has no single coach to be.
  const circle = roles.coaches.length > 1;
  switch (part) {
    case 'coach':
      return { you: circle ? 'You are in the circle' : 'You are the coach', say: step.say.coach };
    case 'coachee':
      return { you: circle ? 'This turn is yours' : 'You are the coachee', say: step.say.coachee };
    case 'peer':
      return { you: null, say: step.say.coachee };
    case 'observer':
      return { you: 'You are the observer', say: step.say.observer ?? step.say.coachee };
    default:
      return part satisfies never;
  }
}

/** `3:42`, and past the planned time `+0:42`. Milliseconds in. */
export function clockText(remainingMs: number): string {
  // The second that has begun still counts, so that a step of six minutes opens with 6:00.
  const seconds = remainingMs > 0 ? Math.ceil(remainingMs / 1000) : Math.floor(-remainingMs / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  const text = hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
  return remainingMs < 0 && seconds > 0 ? `+${text}` : text;
}

/** The same in words, for those who hear the page. */
export function clockWords(remainingMs: number): string {
  const seconds = remainingMs > 0 ? Math.ceil(remainingMs / 1000) : Math.floor(-remainingMs / 1000);
  const parts = [count(Math.floor(seconds / 60), 'minute'), count(seconds % 60, 'second')].filter(
    (part) => part !== null,
  );
  return `${parts.length === 0 ? '0 seconds' : parts.join(' ')} ${remainingMs < 0 ? 'over time' : 'left'}`;
}

function count(many: number, one: string): string | null {
  if (many === 0) return null;
  return many === 1 ? `1 ${one}` : `${many} ${one}s`;
}

/** "6 minutes", "1 minute": a planned length. */
export function minutesWords(ms: number): string {
  return count(Math.round(ms / 60_000), 'minute') ?? '0 minutes';
}
