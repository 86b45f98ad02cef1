import { nanoid } from 'nanoid';
import { isSealed, sealOf, stepToPrepare } from '#lib/domain/flow/flow-seal.ts';
import { ideasOf } from '#lib/domain/flow/flow-tray.ts';
import type { FlowCommand, FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { noteLabelOf } from '#lib/domain/board/note-label.ts';
import { sealedAnswer } from '#lib/domain/flow/sealed-answer.ts';
import { planOf, type PlannedStep } from '#lib/domain/flow/plan.ts';
import type { BoardModel, BoardStatus } from '#lib/client/board/board-model.ts';
import { PrivateDrafts, type Draft } from './private-drafts.svelte.ts';

/** What the desk knows of the session around it; read anew each time. */
export interface DeskSurroundings {
  readonly flow: FlowState;
  readonly format: Format;
  readonly planned: PlannedStep | null;
  /** Null until the board's code has arrived. */
  readonly board: Pick<BoardModel, 'ready' | 'readOnly' | 'add'> | null;
  readonly status: BoardStatus;
  lead: (command: FlowCommand) => void;
}

/**
 * One person's private writing: drafts of sealed steps, and a coach's ideas. The desk puts them on the board when they
 * are to be shown: a sealed draft when the seal was broken while its writer was there, or ready; an idea when the coachee
 * invites it. A draft of a seal that was broken in one's absence stays private until one decides.
 */
export class PrivateDesk {
  readonly #me: string;
  readonly #around: DeskSurroundings;
  readonly #drafts: PrivateDrafts;
  /** The sealed step of which the others were told that one writes: once, also when the telling came to nothing. */
  #told: number | null = null;

  constructor(session: string, me: string, around: DeskSurroundings) {
    this.#me = me;
    this.#around = around;
    this.#drafts = new PrivateDrafts(session, me);
  }

  /** Whether what is written outlives this page. */
  get kept(): boolean {
    return this.#drafts.kept;
  }

  /** One's drafts of the sealed step under way, or of the one that is prepared before the start. */
  get page(): readonly Draft[] {
    const { flow, planned } = this.#around;
    const step = flow.status === 'lobby' ? this.#toPrepare : sealOf(flow) === null ? null : planned;
    return step === null
      ? []
      : this.#drafts.all.filter(
          (draft) => draft.purpose === 'seal' && draft.position === step.index && draft.step === step.step.id,
        );
  }

  get #toPrepare(): PlannedStep | null {
    return stepToPrepare(this.#around.flow, this.#around.format);
  }

  /** One's ideas, held or not. */
  get ideas(): readonly Draft[] {
    return this.#drafts.all.filter(({ purpose, shown }) => purpose === 'idea' && !shown);
  }

  /** Drafts of steps that went on without them. */
  get left(): readonly Draft[] {
    const { flow } = this.#around;
    if (flow.status === 'lobby') return [];
    const here = isSealed(flow) ? this.page : [];
    return this.#drafts.all.filter(
      (draft) => draft.purpose === 'seal' && !draft.shown && !here.includes(draft) && sealedAnswer(draft) !== '',
    );
  }

  /** Begins a draft of the sealed step, and says which. */
  begin({ kind, label }: Pick<Draft, 'kind' | 'label'>): string | null {
    const planned = this.#around.planned ?? this.#toPrepare;
    return planned === null ? null : this.#add({ purpose: 'seal', kind, label, text: '' }, planned);
  }

  write(id: string, text: string): void {
    this.#drafts.change(id, { text });
    if (text !== '') this.#say();
  }

  rate(id: string, scale: number | null): void {
    this.#drafts.change(id, { scale });
    this.#say();
  }

  choose(id: string, choice: string): void {
    this.#drafts.change(id, { choice });
    this.#say();
  }

  discard(ids: readonly string[]): void {
    this.#drafts.remove(ids);
  }

  /** Holds an idea in the tray: the coachee sees that there is one, and nothing of what it is. */
  hold(text: string): void {
    const { planned } = this.#around;
    if (planned === null || text.trim() === '') return;
    const id = this.#add(
      { purpose: 'idea', kind: 'note', label: noteLabelOf(planned.step), text: text.trim() },
      planned,
    );
    this.#around.lead({ type: 'hold-idea', id });
  }

  /** Takes an idea back, wherever it waits. */
  takeBack(id: string): void {
    this.#drafts.remove([id]);
    if (ideasOf(this.#around.flow).some((idea) => idea.id === id)) this.#around.lead({ type: 'withdraw-idea', id });
  }

  /** Puts drafts on the board; those that cannot be written now stay as they are. */
  show(drafts: readonly Draft[]): void {
    const { board, flow } = this.#around;
    if (board === null || !board.ready || board.readOnly) return;
    const seat = Math.max(0, flow.seats.indexOf(this.#me));
    let written = 0;
    for (const draft of drafts) {
      const { id, kind, label, scale, step, turn, purpose } = draft;
      const text = sealedAnswer(draft);
      if (text === '') {
        this.#drafts.remove([id]);
        continue;
      }
      // All show at the same instant, and none knows yet where the others' cards will lie: so they take turns at the spots.
      const spare = purpose === 'seal' ? seat + written * (flow.seats.length - 1) : 0;
      if (board.add({ id, kind, label, text, scale, spare, zone: { step, turn } }) === null) continue;
      written += 1;
      this.#drafts.change(id, { shown: true });
    }
  }

  /** To be called whenever something around the desk has changed. */
  follow(): void {
    const { flow, status, board } = this.#around;
    if (flow.status === 'lobby' || board?.ready !== true) return;
    if (this.page.some((draft) => sealedAnswer(draft) !== '')) this.#say();
    for (const seal of flow.seals) {
      // As the server knew who was there: a page that is just coming back may not have heard yet that it was late.
      if (seal.shownBy.includes(this.#me)) this.show(this.#inOrder(seal.position));
    }
    for (const idea of ideasOf(flow)) {
      if (idea.by !== this.#me || idea.state !== 'invited') continue;
      this.show(this.ideas.filter(({ id }) => id === idea.id));
      // Only the page that has the text answers; another one of the same person leaves it alone.
      if (this.#drafts.all.some(({ id, shown }) => id === idea.id && shown)) {
        this.#around.lead({ type: 'withdraw-idea', id: idea.id });
      }
    }
    // What is on the board, and there safely, needs no second copy.
    if (status.waiting === 0 || status.copy === 'all') {
      const shown = this.#drafts.all.filter((draft) => draft.shown && !ideasOf(flow).some(({ id }) => id === draft.id));
      this.#drafts.remove(shown.map(({ id }) => id));
    }
  }

  close(): void {
    this.#drafts.close();
  }

  /** The drafts of a sealed step as it asks for them, so that the answers of two people lie side by side. */
  #inOrder(position: number): readonly Draft[] {
    const { flow, format } = this.#around;
    const step = flow.status === 'lobby' ? undefined : planOf(format, flow.turns)[position]?.step;
    const yields = step?.yields ?? [];
    const place = ({ kind, label }: Draft): number =>
      yields.findIndex((wanted) => wanted.kind === kind && wanted.label === label);
    // What was prepared for the first step of another format is not what this step shows.
    const drafts = this.#drafts.all.filter((draft) => isOf(draft, position) && draft.step === step?.id);
    return drafts.toSorted((a, b) => place(a) - place(b));
  }

  /** The others see that one writes, once. */
  #say(): void {
    const seal = sealOf(this.#around.flow);
    if (seal === null || seal.revealed || seal.writing.includes(this.#me) || this.#told === seal.position) return;
    this.#told = seal.position;
    this.#around.lead({ type: 'seal-write' });
  }

  #add(draft: Pick<Draft, 'purpose' | 'kind' | 'label' | 'text'>, { index, step, turn }: PlannedStep): string {
    const id = nanoid();
    this.#drafts.add({ ...draft, id, position: index, step: step.id, turn, scale: null, choice: null });
    return id;
  }
}

const isOf = (draft: Draft, position: number): boolean =>
  draft.purpose === 'seal' && draft.position === position && !draft.shown;
