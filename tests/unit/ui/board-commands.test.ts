import { describe, expect, it } from 'vitest';
import { commandGroups } from '#lib/ui/board/commands/board-command.ts';
import { boardCommands, commandOfKey, commandTitle } from '#lib/ui/board/commands/board-commands.ts';
import { characterOf, keyCaps, keyName, type Key } from '#lib/ui/board/commands/board-keys.ts';
import { matchScore } from '#lib/ui/board/commands/palette-entries.ts';
import { shortcutSheet } from '#lib/ui/board/commands/shortcut-sheet.ts';

const plain: Key = { key: '', shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
const named = (key: Partial<Key>): string | null => keyName({ ...plain, ...key });
const commandOf = (key: Partial<Key>): string | null => {
  const name = named(key);
  return name === null ? null : (commandOfKey(name, false)?.id ?? null);
};

describe('the table of commands', () => {
  it.each([true, undefined])('gives no key to two commands (while linking: %s)', (linking) => {
    const keys = boardCommands.filter((command) => command.linking === linking).flatMap(({ keys = [] }) => keys);
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('names every command once, with a title and under a known heading', () => {
    const ids = boardCommands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const titles = boardCommands.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { title, group } of boardCommands) {
      expect(title).toMatch(/^\p{Lu}.+[^.]$/u);
      expect(commandGroups).toContain(group);
    }
  });

  it('shows every key that has a command on the sheet', () => {
    const caps = shortcutSheet().flatMap(({ lines }) => lines.flatMap((line) => line.caps));
    for (const { keys = [] } of boardCommands) {
      const [key] = keys;
      if (key !== undefined) expect(caps).toContain(keyCaps(key).at(-1));
    }
  });

  it('says a button’s key in its title', () => {
    expect(commandTitle('undo')).toBe('Undo what you did last (Ctrl+Z)');
    expect(commandTitle('zoom-in')).toBe('Zoom in (+)');
  });
});

describe('keys on the board', () => {
  it.each([
    [{ key: 'g' }, 'add-goal'],
    [{ key: 'n' }, 'add-note'],
    [{ key: 'ArrowLeft' }, 'go-left'],
    [{ key: 'ArrowUp', shiftKey: true }, 'nudge-up'],
    [{ key: 'ArrowUp', altKey: true }, 'nudge-little-up'],
    [{ key: '?', shiftKey: true }, 'help'],
    [{ key: 'z', ctrlKey: true }, 'undo'],
    [{ key: 'Z', metaKey: true, shiftKey: true }, 'redo'],
    [{ key: 'y', ctrlKey: true }, 'redo'],
    [{ key: 'k', metaKey: true }, 'palette'],
  ])('%j is a command: %s', (key, id) => {
    expect(commandOf(key)).toBe(id);
  });

  it.each([
    { key: '1', metaKey: true },
    { key: 'z', ctrlKey: true, altKey: true },
    { key: 'w', ctrlKey: true },
    { key: 'Tab' },
    { key: 'F5' },
    { key: 'PageUp' },
    { key: 'Process' },
  ])('%j is left to the browser', (key) => {
    expect(commandOf(key)).toBeNull();
    expect(characterOf({ ...plain, ...key })).toBeNull();
  });

  it.each(['W', 'é', 'م', '7'])('%s is no command and can be written', (key) => {
    expect(commandOf({ key, shiftKey: key === 'W' })).toBeNull();
    expect(characterOf({ ...plain, key })).toBe(key);
  });

  it('choose the end of a link while one is drawn', () => {
    expect(commandOfKey('ArrowLeft', true)?.id).toBe('link-end-left');
    expect(commandOfKey('g', true)).toBeNull();
  });
});

describe('finding a command by name', () => {
  it('wants every word to occur, and prefers beginnings', () => {
    expect(matchScore('Add a goal', ['goal'])).toBeGreaterThan(0);
    expect(matchScore('Add a goal', ['go', 'ad'])).toBeGreaterThan(0);
    expect(matchScore('Add a goal', ['goal', 'zoom'])).toBe(0);
    expect(matchScore('Zoom in', ['zoo'])).toBeGreaterThan(matchScore('Fit and zoom', ['zoo']));
  });
});
