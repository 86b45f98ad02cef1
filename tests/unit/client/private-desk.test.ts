import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BoardStatus, NewCard } from '#lib/client/board/board-model.ts';
import { NewCardPlace } from '#lib/client/board/new-card-place.ts';
import { PrivateDesk } from '#lib/client/private/private-desk.svelte.ts';
import { forgetPrivateDrafts, hasPrivateDrafts } from '#lib/client/private/private-drafts-key.ts';
import { blankCard, type Card } from '#lib/domain/board/card.ts';
import type { FlowCommand, FlowState } from '#lib/domain/flow/flow.ts';
import { defineFormat } from '#lib/domain/formats/format.ts';
import { currentStep } from '#lib/domain/flow/roles.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';

const say = { coachee: 'Write.', coach: 'Write.' };
const format = defineFormat({
  id: 'private',
  title: 'Private',
  summary: 'A sealed step, and one in which ideas ask first.',
  people: { min: 2, max: 2 },
  stages: [
    {
      kind: 'step',
      id: 'hopes',
      title: 'Hopes',
      minutes: 5,
      floor: 'all-silent',
      prompts: [],
      say,
      practice: null,
      yields: [
        { kind: 'note', label: 'worry', atLeast: 0, choices: ['None', 'Some'] },
        { kind: 'note', label: 'hope', atLeast: 1, scale: true },
      ],
      sealed: true,
    },
    {
      kind: 'turn',
      steps: [
        {
          kind: 'step',
          id: 'options',
          title: 'Options',
          minutes: 5,
          floor: 'coachee',
          prompts: [],
          say,
          practice: null,
          yields: [{ kind: 'note', label: 'option', atLeast: 1 }],
          advice: 'ask-first',
        },
      ],
    },
  ],
});

/** The server's state, and a page of each peer: what it writes on the board is collected by card. */
class Stage {
  flow: FlowState = lobby(['ama', 'jonas']);
  now = 1_000;
  readonly board = new Map<string, NewCard>();
  readonly pages: PrivateDesk[] = [];

  constructor({ started = true } = {}) {
    if (started) this.command('ama', { type: 'start' });
  }

  command(by: string, command: FlowCommand, present = ['ama', 'jonas']): void {
    const outcome = transition(this.flow, { ...command, by, at: this.now, present }, format);
    if (!outcome.ok) throw new Error(`${command.type} was refused: ${outcome.error}`);
    this.flow = outcome.state;
  }

  page(user: string): PrivateDesk {
    const status: BoardStatus = { state: 'saved', waiting: 0, copy: 'all' };
    const board = {
      ready: true,
      readOnly: false,
      add: (card: NewCard) => {
        const id = card.id ?? '';
        this.board.set(id, card);
        return id;
      },
    };
    const { stage } = { stage: this };
    const desk = new PrivateDesk('session', user, {
      get flow() {
        return stage.flow;
      },
      format,
      get planned() {
        return currentStep(stage.flow, format);
      },
      board,
      status,
      lead: (command) => this.command(user, command),
    });
    this.pages.push(desk);
    return desk;
  }

  follow(): void {
    for (const page of this.pages) page.follow();
  }

  get texts(): (string | undefined)[] {
    return [...this.board.values()].map(({ text }) => text);
  }
}

function fakeStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

describe('private writing', () => {
  beforeEach(() => {
    vi.stubGlobal('localStorage', fakeStorage());
    vi.stubGlobal('addEventListener', () => undefined);
    vi.stubGlobal('removeEventListener', () => undefined);
  });

  function write(desk: PrivateDesk, text: string): void {
    desk.begin({ kind: 'note', label: 'hope' });
    desk.write(desk.page.at(-1)?.id ?? '', text);
  }

  it('leaves each a spot of their own when all show at once', () => {
    const stage = new Stage();
    const [ama, jonas] = [stage.page('ama'), stage.page('jonas')];
    stage.follow();
    for (const text of ['Time to think', 'A plain answer']) {
      write(ama, `Ama: ${text}`);
      write(jonas, `Jonas: ${text}`);
    }
    stage.command('ama', { type: 'seal-ready' });
    stage.command('jonas', { type: 'seal-ready' });
    stage.follow();
    const own = new Map<string, Card[]>();
    const spots = [...stage.board.values()].map(({ text = '', spare }) => {
      // Each page knows only its own cards yet.
      const [name = ''] = text.split(':');
      const cards = own.get(name) ?? [];
      const at = new NewCardPlace({ cards, frames: [], images: [] }).free('note', { x: 0, y: 0 }, undefined, spare).at;
      own.set(name, [...cards, blankCard({ id: text, text, at })]);
      return `${String(at.x)}/${String(at.y)}`;
    });
    expect(new Set(spots).size).toBe(4);
  });

  it('is on no board and in no state of the server before all are ready, and on the board once they are', () => {
    const stage = new Stage();
    const [ama, jonas] = [stage.page('ama'), stage.page('jonas')];
    stage.follow();
    write(ama, 'That we stay honest');
    write(jonas, 'That it is worth the hour');
    stage.command('ama', { type: 'seal-ready' });
    stage.follow();
    expect(stage.board.size).toBe(0);
    expect(JSON.stringify(stage.flow)).not.toContain('honest');
    expect(stage.flow).toMatchObject({ seals: [{ writing: ['ama', 'jonas'], ready: ['ama'] }] });

    stage.command('jonas', { type: 'seal-ready' });
    stage.follow();
    stage.follow();
    expect(stage.texts).toEqual(['That we stay honest', 'That it is worth the hour']);
    expect([...stage.board.values()][0]).toMatchObject({ label: 'hope', zone: { step: 'hopes', turn: null } });
    expect(ama.page).toEqual([]);
    expect(hasPrivateDrafts('session', 'ama')).toBe(false);
  });

  it('is prepared before the start, and is there in the first step without anybody having heard of it', () => {
    const stage = new Stage({ started: false });
    const ama = stage.page('ama');
    stage.follow();
    write(ama, 'Prepared at home');
    stage.follow();
    expect(JSON.stringify(stage.flow)).not.toContain('writing');
    stage.command('ama', { type: 'start' });
    stage.follow();
    expect(ama.page).toMatchObject([{ text: 'Prepared at home' }]);
    expect(stage.flow).toMatchObject({ seals: [{ writing: ['ama'], revealed: false }] });
    stage.command('ama', { type: 'seal-ready' });
    stage.command('jonas', { type: 'seal-ready' });
    stage.follow();
    expect(stage.texts).toEqual(['Prepared at home']);
  });

  it('that was prepared for another format is never shown in its place', () => {
    const stage = new Stage({ started: false });
    const ama = stage.page('ama');
    write(ama, 'For another first step');
    const kept = localStorage.getItem('counterpoint-private-session-ama') ?? '';
    localStorage.setItem('counterpoint-private-session-ama', kept.replace('"step":"hopes"', '"step":"elsewhere"'));
    const again = stage.page('ama');
    stage.command('ama', { type: 'start' });
    stage.follow();
    stage.command('ama', { type: 'seal-ready' });
    stage.command('jonas', { type: 'seal-ready' });
    again.follow();
    expect(stage.texts).toEqual([]);
    expect(again.left).toMatchObject([{ text: 'For another first step' }]);
  });

  it('shows numbers and choices as words, in the order of the step and not of the answering', () => {
    const stage = new Stage();
    const ama = stage.page('ama');
    stage.follow();
    const hope = ama.begin({ kind: 'note', label: 'hope' }) ?? '';
    const worry = ama.begin({ kind: 'note', label: 'worry' }) ?? '';
    ama.choose(worry, 'None');
    ama.rate(hope, 7);
    ama.write(hope, 'and rising');
    expect(stage.flow).toMatchObject({ seals: [{ writing: ['ama'] }] });
    stage.command('ama', { type: 'seal-ready' });
    stage.command('jonas', { type: 'seal-ready' });
    stage.follow();
    expect(stage.texts).toEqual(['None', '7 of 10\nand rising']);
  });

  it('survives a reload, and shows itself once even when two pages of one person do it', () => {
    const stage = new Stage();
    const before = stage.page('ama');
    stage.follow();
    write(before, 'Kept over a reload');
    const [again, twin] = [stage.page('ama'), stage.page('ama')];
    expect(again.page).toMatchObject([{ text: 'Kept over a reload' }]);
    stage.follow();
    stage.command('ama', { type: 'seal-ready' });
    stage.command('jonas', { type: 'seal-ready' });
    again.follow();
    twin.follow();
    expect(stage.texts).toEqual(['Kept over a reload']);
  });

  it('stays private when the seal is broken while one’s page is open without a connection, or is just coming back', () => {
    const stage = new Stage();
    const ama = stage.page('ama');
    stage.follow();
    write(ama, 'Not yet ripe');
    stage.command('jonas', { type: 'seal-ready' }, ['jonas']);
    stage.follow();
    expect(stage.texts).toEqual([]);
    expect(ama.left).toMatchObject([{ text: 'Not yet ripe' }]);
  });

  it('stays private when the others showed theirs in one’s absence, until one decides', () => {
    const stage = new Stage();
    write(stage.page('ama'), 'Not yet ripe');
    stage.pages.length = 0;
    stage.command('jonas', { type: 'ask-reveal' }, ['jonas']);
    const back = stage.page('ama');
    stage.follow();
    expect(stage.board.size).toBe(0);
    expect(back.left).toMatchObject([{ text: 'Not yet ripe' }]);
    back.show(back.left);
    stage.follow();
    expect(stage.texts).toEqual(['Not yet ripe']);
    expect(back.left).toEqual([]);
  });

  it('holds an idea until the coachee invites it, and lets it go when it is dismissed', () => {
    const stage = new Stage();
    const [ama, jonas] = [stage.page('ama'), stage.page('jonas')];
    for (const peer of ['ama', 'jonas']) stage.command(peer, { type: 'ready' });
    stage.command('ama', { type: 'next' });
    jonas.hold('You could ask her for a week');
    jonas.hold('Or write it down first');
    const ids = jonas.ideas.map(({ id }) => id);
    stage.follow();
    expect(stage.board.size).toBe(0);
    expect(JSON.stringify(stage.flow)).not.toContain('week');
    stage.command('ama', { type: 'invite-idea', id: ids[0] ?? '' });
    stage.command('ama', { type: 'dismiss-idea', id: ids[1] ?? '' });
    stage.follow();
    stage.follow();
    expect([...stage.board.values()]).toMatchObject([{ text: 'You could ask her for a week', label: 'option' }]);
    expect(stage.flow).toMatchObject({ ideas: [] });
    expect(ama.ideas).toEqual([]);
    expect(jonas.ideas).toMatchObject([{ text: 'Or write it down first' }]);
  });

  it('is deleted when one signs out, and tells a page whose browser keeps nothing', () => {
    const stage = new Stage();
    const ama = stage.page('ama');
    write(ama, 'Mine');
    expect(hasPrivateDrafts('session', 'ama')).toBe(true);
    forgetPrivateDrafts();
    expect(hasPrivateDrafts('session', 'ama')).toBe(false);
    vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    ama.write(ama.page[0]?.id ?? '', 'Mine, longer');
    expect(ama.kept).toBe(false);
    expect(ama.page).toMatchObject([{ text: 'Mine, longer' }]);
  });
});
