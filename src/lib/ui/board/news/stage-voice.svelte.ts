import { keepChoice, readChoice } from '#lib/ui/board/kept-choice.ts';

const newsChoice = 'board-news';

/** What a board says to the one person who looks at it: at a card, over the whole board, and read out. */
export class StageVoice {
  /** A sentence about the last thing that could not be done as asked, shown at a card. */
  complaint = $state.raw<{ id: string; text: string } | null>(null);
  /** A sentence about something that could not be done on the board as a whole. */
  notice = $state<string | null>(null);
  /** Read out politely. */
  announcement = $state('');
  #newsMuted = $state(readChoice(newsChoice) === 'muted');
  #complaintTimer: ReturnType<typeof setTimeout> | undefined;
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  complain(id: string, text: string): void {
    this.complaint = { id, text };
    clearTimeout(this.#complaintTimer);
    this.#complaintTimer = setTimeout(() => (this.complaint = null), 6_000);
  }

  /** Says what did not work, where everybody looks, long enough to be read twice. */
  notify(text: string): void {
    this.notice = text;
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => (this.notice = null), 12_000);
  }

  /** Whether what the others do on the board is left unsaid. Remembered on this device. */
  get newsMuted(): boolean {
    return this.#newsMuted;
  }

  muteNews(muted: boolean): void {
    this.#newsMuted = muted;
    keepChoice(newsChoice, muted ? 'muted' : 'told');
    this.announce(muted ? 'What others do is no longer read out' : 'What others do is read out');
  }

  announce(text: string): void {
    // The same sentence twice would not be read out twice.
    this.announcement = this.announcement === text ? `${text}\u00a0` : text;
  }
}
