/** What those who listen to the board are told of the others' doings. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CardTurn } from '#lib/client/board/board-model.ts';
import { blankCard, type Card } from '#lib/domain/board/card.ts';
import { isWorthTelling, newsSentence } from '#lib/ui/board/news/board-news.ts';
import { NewsFeed } from '#lib/ui/board/news/news-feed.ts';

const goal = blankCard({ id: 'g', kind: 'goal', text: 'Speak last' });
const action = blankCard({ id: 'a', kind: 'action', text: 'Send the agenda' });

const came = (after: Card): CardTurn => ({ before: null, after });
const went = (before: Card): CardTurn => ({ before, after: null });
const changed = (before: Card, change: Partial<Card>): CardTurn => ({ before, after: { ...before, ...change } });
const by = (name: string | null, ...turns: CardTurn[]) => turns.map((turn) => ({ by: name, turn }));

describe('the sentence', () => {
  it.each([
    [by('Ama', came(goal)), 'Ama added a goal: Speak last'],
    [by('Ama', came({ ...action, text: '' })), 'Ama added an action'],
    [by('Ama', went(goal)), 'Ama deleted the goal “Speak last”'],
    [by('Ama', changed(goal, { text: 'Speak third' })), 'Ama wrote in the goal: Speak third'],
    [by('Ama', changed(action, { status: 'done' })), 'Ama marked the action “Send the agenda” as done'],
    [by('Ama', changed(goal, { kind: 'action' })), 'Ama made the goal “Speak last” an action'],
    [by('Ama', changed(action, { due: '2026-11-27' })), 'Ama changed the action “Send the agenda”'],
    [by(null, went(goal)), 'Somebody deleted the goal “Speak last”'],
  ])('%# says who did what', (deeds, sentence) => {
    expect(newsSentence(deeds)).toBe(sentence);
  });

  it('counts what is too much to be told one by one, for each person', () => {
    const many = [came(goal), came(action), changed(goal, { text: 'x' }), went(action)];
    expect(newsSentence([...by('Ama', ...many), ...by('Jonas', came(goal), went(action))])).toBe(
      'Ama added 2 cards, changed a card and deleted a card. ' +
        'Jonas added a goal: Speak last and deleted the action “Send the agenda”',
    );
  });

  it('is not made for where a card lies, how large it is or what colour it has', () => {
    expect(isWorthTelling(changed(goal, { at: { x: 9, y: 9 }, colour: 'voice-3', order: 4 }))).toBe(false);
    expect(isWorthTelling(changed(goal, { scale: 4 }))).toBe(true);
    expect(isWorthTelling({ before: null, after: null })).toBe(false);
  });
});

describe('the feed', () => {
  let said: string[] = [];
  let written: string[] = [];

  function open(doer: (turn: CardTurn) => { name: string | null } | 'me' = () => ({ name: 'Ama' })): NewsFeed {
    said = [];
    written = [];
    return new NewsFeed({ say: (sentence) => said.push(sentence), isWritten: (id) => written.includes(id), doer });
  }

  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('tells once that somebody draws, however many strokes they make', () => {
    const feed = open();
    for (let stroke = 0; stroke < 5; stroke += 1) feed.drew('Ama');
    vi.advanceTimersByTime(1_000);
    expect(said).toEqual(['Ama drew on the board']);
    feed.drew('Ama');
    vi.advanceTimersByTime(5_000);
    expect(said).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    expect(said).toHaveLength(2);
    feed.close();
  });

  it('tells what comes in a bunch in one sentence, and waits some seconds before the next', () => {
    const feed = open();
    feed.hear([came(goal)]);
    vi.advanceTimersByTime(500);
    feed.hear([came(action)]);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(500);
    expect(said).toEqual(['Ama added a goal: Speak last and added an action: Send the agenda']);
    feed.hear([went(goal)]);
    vi.advanceTimersByTime(4_000);
    feed.hear([went(action)]);
    expect(said).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(said).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(said).toHaveLength(2);
  });

  it('says who writes where at once, and what was written when they are done, in one go', () => {
    const feed = open();
    written = ['g'];
    feed.begins('g', 'Ama is writing in the goal “Speak last”');
    feed.hear([changed(goal, { text: 'Speak l' })]);
    vi.advanceTimersByTime(1_000);
    expect(said).toEqual(['Ama is writing in the goal “Speak last”']);
    feed.hear([changed({ ...goal, text: 'Speak l' }, { text: 'Speak third' })]);
    vi.advanceTimersByTime(20_000);
    expect(said).toHaveLength(1);
    written = [];
    feed.rests();
    vi.advanceTimersByTime(1_000);
    expect(said[1]).toBe('Ama wrote in the goal: Speak third');
  });

  it('says nothing of what oneself did, nor of what was taken back before it was told', () => {
    const feed = open((turn) => (turn.after?.id === 'g' ? 'me' : { name: 'Ama' }));
    feed.hear([changed(goal, { text: 'mine' })]);
    feed.hear([came(action)]);
    feed.hear([went(action)]);
    vi.advanceTimersByTime(10_000);
    expect(said).toEqual([]);
  });

  it('says nothing after it was closed', () => {
    const feed = open();
    feed.hear([came(goal)]);
    feed.close();
    vi.advanceTimersByTime(10_000);
    expect(said).toEqual([]);
  });
});
