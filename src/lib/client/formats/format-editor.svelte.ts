import { SvelteSet } from 'svelte/reactivity';
import { checkFormat, type FormatFault } from '#lib/domain/formats/format-check.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import {
  candidateOf,
  editedFormat,
  newStep,
  stepsOf,
  type EditedFormat,
  type EditedStage,
  type EditedStep,
} from './edited-format.ts';
import { shownFormat } from './format-preview.ts';
import { move, nudge, placeOf, unwrapTurn, without, wrapInTurn, type Place } from './step-order.ts';

/** A format in the hands of somebody who changes it. Everything is reactive; nothing is stored here. */
export class FormatEditor {
  readonly format: EditedFormat;
  /** The step whose fields are open, and which the preview shows. */
  open = $state<number | null>(null);
  /** Fields that somebody has been in: what is wrong there is said at once, elsewhere only after trying to save. */
  readonly #visited = new SvelteSet<string>();
  #tried = $state(false);
  /** What was last stored, as it would be written down. */
  #stored = $state('');
  #keys: number;

  readonly candidate = $derived.by(() => candidateOf(this.format));
  readonly #written = $derived(JSON.stringify(this.candidate));
  readonly dirty = $derived(this.#written !== this.#stored);
  readonly #check = $derived(checkFormat(this.candidate));
  /** Outside a turn there is one sentence for all: what is wrong with it is said once. */
  readonly faults = $derived<FormatFault[]>(
    this.#check.ok ? [] : this.#check.faults.filter(({ path }) => !/^stages\.\d+\.say\.coach$/.test(path)),
  );
  /** As a session would show it. */
  readonly shown = $derived.by(() => shownFormat(this.format));
  readonly openStep = $derived.by<EditedStep | null>(
    () => stepsOf(this.format).find(({ key }) => key === this.open) ?? stepsOf(this.format)[0] ?? null,
  );

  /** `fresh`: it was never stored, so there is something to lose from the beginning. */
  constructor(format: Format, { fresh }: { fresh: boolean }) {
    const edited = $state(editedFormat(format));
    this.format = edited;
    this.#keys = Math.max(0, ...edited.stages.flatMap(keysOf));
    if (!fresh) this.#stored = this.#written;
  }

  /** What is to be sent. */
  get written(): string {
    return this.#written;
  }

  /** After the server has stored what `written` was. */
  markStored(written: string): void {
    this.#stored = written;
  }

  /** Whoever tried to save is told everything. */
  tryToSave(): boolean {
    this.#tried = true;
    return this.faults.length === 0;
  }

  visit(field: string): void {
    this.#visited.add(field);
  }

  /** What is wrong with this field, as a sentence; null when nothing is, or when nobody has been there yet. */
  faultOf(path: string, field: string = path): string | null {
    if (!this.#tried && !this.#visited.has(field)) return null;
    const found = this.faults.filter((fault) => fault.path === path || fault.path.startsWith(`${path}.`));
    const words = [...new Set(found.map(({ what }) => what))];
    return words.length === 0 ? null : words.map(sentence).join(' ');
  }

  /** What is wrong with exactly this: with a list as a whole, not with what is in it. */
  faultAt(path: string): string | null {
    const fault = this.faults.find((one) => one.path === path);
    return fault === undefined ? null : sentence(fault.what);
  }

  /** How many faults lie in the step or turn at this path. */
  countIn(path: string): number {
    if (!this.#tried) return 0;
    return this.faults.filter((fault) => fault.path === path || fault.path.startsWith(`${path}.`)).length;
  }

  /** The key of the step that a fault lies in; null when it lies in none. */
  stepOfFault({ path }: FormatFault): number | null {
    const [, stage, inTurn, step] = /^stages\.(\d+)(?:\.(steps)\.(\d+))?/.exec(path) ?? [];
    const found = stage === undefined ? undefined : this.format.stages[Number(stage)];
    if (found?.kind === 'step') return found.key;
    return inTurn === undefined ? null : (found?.steps[Number(step)]?.key ?? null);
  }

  /** Adds an empty step at the end, or at the end of a turn, and opens it. */
  addStep(turn?: number): void {
    const step = newStep(this.#nextKey(), new Set(stepsOf(this.format).map(({ id }) => id)));
    const inside = this.format.stages.find((stage) => stage.key === turn);
    if (inside?.kind === 'turn') inside.steps.push(step);
    else this.format.stages.push(step);
    this.open = step.key;
  }

  addTurn(): void {
    const key = this.#nextKey();
    this.format.stages.push({ key, kind: 'turn', who: 'each', others: 'observe', steps: [] });
    this.addStep(key);
  }

  /** A copy right behind it. */
  duplicate(step: EditedStep): void {
    const place = placeOf(this.format.stages, step.key);
    if (place === null) return;
    const { id } = newStep(0, new Set(stepsOf(this.format).map((one) => one.id)));
    const copy = { ...$state.snapshot(step), id, key: this.#nextKey() };
    const stage = this.format.stages[place.stage];
    if (place.step !== null && stage?.kind === 'turn') stage.steps.splice(place.step + 1, 0, copy);
    else this.format.stages.splice(place.stage + 1, 0, copy);
    this.open = copy.key;
  }

  remove(key: number): void {
    this.format.stages = without(this.format.stages, key);
    if (this.open === key) this.open = null;
  }

  nudge(key: number, by: -1 | 1): void {
    this.format.stages = nudge(this.format.stages, key, by);
  }

  move(key: number, to: Place): void {
    this.format.stages = move(this.format.stages, key, to);
  }

  unwrap(key: number): void {
    this.format.stages = unwrapTurn(this.format.stages, key);
  }

  wrap(key: number): void {
    this.format.stages = wrapInTurn(this.format.stages, key, this.#nextKey());
  }

  #nextKey(): number {
    this.#keys += 1;
    return this.#keys;
  }
}

const keysOf = (stage: EditedStage): number[] =>
  stage.kind === 'turn' ? [stage.key, ...stage.steps.map(({ key }) => key)] : [stage.key];

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
