import { nanoid } from 'nanoid';
import { SvelteSet } from 'svelte/reactivity';
import type { BoardModel, Companion } from '#lib/client/board/board-model.ts';
import type { Person } from '#lib/domain/person.ts';
import type { BoardCall, BoardSight, Spotlight } from '#lib/protocol/awareness.ts';
import { gist } from '#lib/ui/board/board-words.ts';

/** An invitation that nobody answers is taken back after so long. */
const callForMs = 60_000;

/** A sentence about somebody's answer is shown for so long. */
const wordForMs = 6_000;

/** What being together needs of what one is doing on the board. */
interface TogetherStage {
  readonly board: BoardModel;
  readonly me: string | null;
  readonly canWrite: boolean;
  readonly selected: string | null;
  readonly focusOn: { place: (call: BoardCall) => void };
  announce: (text: string) => void;
}

/** A card that stands out for everybody. `by` is null when one has lit it oneself. */
export interface Light {
  id: string;
  card: string;
  by: Person | null;
}

/**
 * Being at the board together: going along with somebody's view, asking the others to come and look, showing one card to
 * all. Nothing of it is stored, and nobody is taken anywhere without having agreed.
 */
export class Together {
  readonly #stage: TogetherStage;
  #following = $state<string | null>(null);
  #ownLight = $state.raw<Spotlight | null>(null);
  #unlit = $state<string | null>(null);
  #call = $state.raw<BoardCall | null>(null);
  /** Somebody's answer, in a sentence. */
  word = $state<string | null>(null);
  /** What this page shows of the board; null in the outline. Told to the others, and taken along by an invitation. */
  #view: BoardSight | null = null;
  readonly #answered = new SvelteSet<string>();
  readonly #heard = new Set<string>();
  #lightSaid: string | null = null;
  #callSaid: string | null = null;
  #callTimer: ReturnType<typeof setTimeout> | undefined;
  #wordTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(stage: TogetherStage) {
    this.#stage = stage;
  }

  /** The others who are at the board, once each. */
  get others(): readonly Person[] {
    const people = new Map(this.#companions.map(({ person }) => [person.id, person]));
    return [...people.values()];
  }

  /** Whose view one goes along with, by id. */
  get following(): string | null {
    return this.#following;
  }

  /** The same as a person; null while they are not at the board. */
  get followed(): Person | null {
    return this.others.find(({ id }) => id === this.#following) ?? null;
  }

  /** Those who go along with one's own view. */
  get followers(): readonly Person[] {
    const ids = new Set(this.#companions.filter(({ following }) => following === this.#stage.me).map(nameless));
    return this.others.filter(({ id }) => ids.has(id));
  }

  /** The card that the person whom one follows is at, where they read the outline or one does so oneself. */
  get followedCard(): string | null {
    return this.#companions.find(({ person, card }) => person.id === this.#following && card !== null)?.card ?? null;
  }

  /** Whether there is a canvas to see what this person sees. */
  hasView(person: string): boolean {
    return this.#companions.some((one) => one.person.id === person && one.hasView);
  }

  follow(person: string): void {
    const { others, followers } = this;
    const leader = others.find(({ id }) => id === person);
    if (leader === undefined) return;
    // Two who went along with each other would both stand still.
    if (followers.some(({ id }) => id === person)) {
      this.#stage.announce(`${leader.name} follows you already`);
      return;
    }
    this.#following = person;
    this.#stage.board.say({ following: person });
    this.#stage.announce(`Following ${leader.name}. Escape stops`);
  }

  /** Ends following. Anything that one does oneself to go somewhere does so, too. */
  stopFollowing(): void {
    if (this.#following === null) return;
    this.#following = null;
    this.#stage.board.say({ following: null, view: this.#view });
    this.#stage.announce('You look by yourself again');
  }

  /** Follows the next of the others, and after the last one nobody. */
  followNext(): void {
    const { others } = this;
    const next = others[others.findIndex(({ id }) => id === this.#following) + 1];
    if (next === undefined) this.stopFollowing();
    else this.follow(next.id);
  }

  /** Notes what is in sight, and tells the others, unless it is only what somebody else shows. */
  look(view: BoardSight | null): void {
    this.#view = view;
    if (this.#following === null || view === null) this.#stage.board.say({ view });
  }

  /** Asks the others to come and look here. */
  bring(): void {
    if (!this.#stage.canWrite || this.others.length === 0) return;
    this.#say({ id: nanoid(), view: this.#view, card: this.#stage.selected });
    const names = this.others.map(({ name }) => name);
    this.#tell(`You asked ${names.length === 1 ? (names[0] ?? '') : 'the others'} to come and look`);
  }

  /** Somebody else's invitation that one has not answered. */
  get call(): { call: BoardCall; by: Person } | null {
    for (const { call, person } of this.#companions) {
      if (call !== null && !this.#answered.has(call.id)) return { call, by: person };
    }
    return null;
  }

  /** Answers it; whoever comes is taken there. */
  answer(comes: boolean): void {
    const { call } = this;
    if (call === null) return;
    this.#answered.add(call.call.id);
    this.#stage.board.say({ reply: { call: call.call.id, comes } });
    if (comes) this.#stage.focusOn.place(call.call);
  }

  /** The card that stands out for everybody just now. */
  get light(): Light | null {
    const lights: Light[] = this.#companions.flatMap(({ spotlight, person }) =>
      spotlight === null ? [] : [{ ...spotlight, by: person }],
    );
    if (this.#ownLight !== null) lights.push({ ...this.#ownLight, by: null });
    const ended = new Set([this.#unlit, ...this.#companions.map(({ unlit }) => unlit)]);
    const lit = lights.filter(({ id, card }) => !ended.has(id) && this.#stage.board.card(card) !== null);
    // Of two that were lit at the same time, everybody sees the same one.
    return lit.sort((a, b) => (a.id < b.id ? -1 : 1))[0] ?? null;
  }

  /** Shows a card to all, in place of any other. */
  show(card: string): void {
    if (!this.#stage.canWrite) return;
    this.endLight();
    this.#ownLight = { id: nanoid(), card };
    this.#stage.board.say({ spotlight: this.#ownLight });
  }

  /** Ends it for everybody, whoever began it. */
  endLight(): void {
    const { light } = this;
    if (light === null || !this.#stage.canWrite) return;
    if (light.by === null) {
      this.#ownLight = null;
      this.#stage.board.say({ spotlight: null });
    } else {
      this.#unlit = light.id;
      this.#stage.board.say({ unlit: light.id });
    }
  }

  /** To be called whenever something here has changed: says aloud what is new, and takes back what is over. */
  tend(): void {
    const { light, call } = this;
    if (this.#ownLight !== null && this.#companions.some(({ unlit }) => unlit === this.#ownLight?.id)) {
      this.#ownLight = null;
      this.#stage.board.say({ spotlight: null });
    }
    if ((light?.id ?? null) !== this.#lightSaid) this.#sayLight(light);
    if (call !== null && call.call.id !== this.#callSaid) {
      this.#callSaid = call.call.id;
      this.#stage.announce(`${call.by.name} would like to show you something`);
    }
    this.#hearReplies();
  }

  destroy(): void {
    clearTimeout(this.#callTimer);
    clearTimeout(this.#wordTimer);
  }

  get #companions(): readonly Companion[] {
    return this.#stage.board.companions;
  }

  #sayLight(light: Light | null): void {
    this.#lightSaid = light?.id ?? null;
    const card = light === null ? null : this.#stage.board.card(light.card);
    if (light === null || card === null) this.#stage.announce('No card is shown to all any more');
    else
      this.#stage.announce(`${light.by?.name ?? 'You'} ${light.by === null ? 'show' : 'shows'} to all: ${gist(card)}`);
  }

  #hearReplies(): void {
    const call = this.#call?.id;
    if (call === undefined) return;
    const replies = this.#companions.filter(({ reply }) => reply?.call === call);
    for (const { person, reply } of replies) {
      const key = `${call} ${person.id}`;
      if (this.#heard.has(key)) continue;
      this.#heard.add(key);
      this.#tell(reply?.comes === true ? `${person.name} is coming` : `${person.name} cannot come just now`);
    }
    const answered = new Set(replies.map(({ person }) => person.id));
    if (this.others.every(({ id }) => answered.has(id))) this.#say(null);
  }

  #say(call: BoardCall | null): void {
    clearTimeout(this.#callTimer);
    this.#call = call;
    this.#stage.board.say({ call });
    if (call !== null) this.#callTimer = setTimeout(() => this.#say(null), callForMs);
  }

  #tell(word: string): void {
    this.word = word;
    this.#stage.announce(word);
    clearTimeout(this.#wordTimer);
    this.#wordTimer = setTimeout(() => (this.word = null), wordForMs);
  }
}

const nameless = ({ person }: Companion): string => person.id;
