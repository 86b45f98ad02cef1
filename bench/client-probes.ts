/** What looks on from inside the page. Each function is sent there as text: it may use nothing but its arguments. */

declare global {
  interface Window {
    /** When the board could first be used, in milliseconds since the page was asked for. */
    benchUsableAt?: number;
    /** Ends the following of frames, and returns the times between them. */
    benchFrames?: () => number[];
    /** Resolves with the wall clock's time when the words that are waited for are painted. */
    benchPainted?: Promise<number>;
  }
}

/** Notes when a card is painted and the tool that makes the next one can be pressed. */
export function followUsable(): void {
  const look = (): void => {
    const tools = document.querySelectorAll<HTMLButtonElement>('[aria-label="Add to the board"] button');
    const isReady = [...tools].some((tool) => !tool.disabled && tool.textContent.trim() === 'Goal');
    const card = isReady ? document.querySelector('.canvas.settled .svelte-flow__node-card') : null;
    if (card === null || getComputedStyle(card).visibility === 'hidden') {
      requestAnimationFrame(look);
      return;
    }
    // A message is handled after the frame that is being made has been painted.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (window.benchUsableAt = performance.now());
    port2.postMessage(null);
  };
  requestAnimationFrame(look);
}

export function followFrames(): void {
  const times: number[] = [];
  let last: number | null = null;
  let isOver = false;
  const note = (now: number): void => {
    if (last !== null) times.push(now - last);
    last = now;
    if (!isOver) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
  window.benchFrames = () => {
    isOver = true;
    return times;
  };
}

/** Resolves when the canvas has come to rest, at the latest after twenty seconds. */
export async function settled(): Promise<void> {
  const view = document.querySelector<HTMLElement>('.svelte-flow__viewport');
  const until = performance.now() + 20_000;
  let since = performance.now();
  for (let before = ''; performance.now() < until && performance.now() - since < 500;) {
    const now = view?.style.transform ?? '';
    if (now !== before) since = performance.now();
    before = now;
    await new Promise(requestAnimationFrame);
  }
}

/** Begins to wait for words in a card. */
export function watchFor({ card, marker }: { card: string; marker: string }): void {
  window.benchPainted = new Promise((resolve) => {
    const isThere = (): boolean =>
      document.querySelector(`.svelte-flow__node-card[data-id="${card}"]`)?.textContent.includes(marker) ?? false;
    const watch = new MutationObserver(() => {
      if (!isThere()) return;
      watch.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(null);
      });
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** Rejects when the words do not come. */
export async function painted(): Promise<number> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('the change of the peer was not painted within ten seconds')), 10_000);
  });
  return Promise.race([window.benchPainted ?? late, late]);
}
