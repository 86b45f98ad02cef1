/** The parts of a keyboard event that matter here. */
export type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** `Tab`, `F5`, `PageUp`: keys that are called by a word do not write one. */
const isNamedKey = /^(?:[A-Z][A-Za-z]+\d*|F\d+)$/u;

/**
 * The name by which commands know a key: `g`, `?`, `Mod+Shift+Z`, `Alt+ArrowUp`. `Mod` is Ctrl, or Cmd on a Mac.
 * Shift is named only where the key itself does not show it. Null for combinations that belong to the browser.
 */
export function keyName(key: Key): string | null {
  if (key.ctrlKey || key.metaKey) {
    if (key.altKey) return null;
    const name = key.key.length === 1 ? key.key.toUpperCase() : key.key;
    return `Mod+${key.shiftKey ? 'Shift+' : ''}${name}`;
  }
  const isNamed = isNamedKey.test(key.key);
  if (key.altKey && !isNamed) return null;
  return `${key.altKey ? 'Alt+' : ''}${key.shiftKey && isNamed ? 'Shift+' : ''}${key.key}`;
}

/** The character that a key would write; null for keys that write none. */
export function characterOf(key: Key): string | null {
  const isCharacter = key.key.trim() !== '' && !isNamedKey.test(key.key);
  return isCharacter && !key.ctrlKey && !key.metaKey && !key.altKey ? key.key : null;
}

const shown: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowRight: '→',
  ArrowDown: '↓',
  Escape: 'Esc',
};

export const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');

/** The caps to press for a key's name, as people know them. */
export function keyCaps(name: string): string[] {
  const parts = name === '+' ? ['+'] : name.split('+');
  return parts.map((part) => {
    if (part === 'Mod') return isMac ? '⌘' : 'Ctrl';
    return shown[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}
