import { getContext, setContext } from 'svelte';

/**
 * Where and when the reader is: region, time zone and the present minute. The server knows them from the
 * `Accept-Language` header and a cookie, so that its page and the browser's first one are alike; after mounting the
 * browser corrects them and keeps them up to date.
 */
export class LocalTime {
  /** Such as `en-DE`: the interface's language with the reader's region, so that months are words of the page's language. */
  locale = $state('en-GB');
  /** An IANA name, such as `Europe/Berlin`. */
  zone = $state('UTC');
  /** Milliseconds since 1970, fresh to the minute. */
  now = $state(0);

  constructor(known: { locale: string; zone: string; now: number }) {
    this.locale = known.locale;
    this.zone = known.zone;
    this.now = known.now;
  }

  /** Takes over the browser's own settings and follows the clock, until the returned function is called. */
  follow(): () => void {
    this.locale = pageLocale(navigator.language);
    this.zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    document.cookie = `zone=${encodeURIComponent(this.zone)}; path=/; max-age=31536000; samesite=lax`;
    const tick = (): void => {
      this.now = Date.now();
    };
    tick();
    const timer = setInterval(tick, 30_000);
    // A laptop that was asleep overnight must not greet with yesterday.
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }

  /** The day at the reader's place as `2026-11-27`. */
  day(at: number): string {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone: this.zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).format(at);
  }

  /** The hour at the reader's place, 0 to 23. */
  hour(at: number): number {
    return Number(
      new Intl.DateTimeFormat('en-GB', { timeZone: this.zone, hour: '2-digit', hourCycle: 'h23' }).format(at),
    );
  }

  /** A day such as `2026-12-03`, which has no zone: `3 Dec`, with the year where it is another than this one. */
  formatDay(day: string): string {
    const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC' };
    if (day.slice(0, 4) !== this.day(this.now).slice(0, 4)) options.year = 'numeric';
    return new Intl.DateTimeFormat(this.locale, options).format(Date.parse(day));
  }

  /** `options` as for `Intl.DateTimeFormat`; the zone is the reader's. */
  format(at: number, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.locale, { timeZone: this.zone, ...options }).format(at);
  }
}

/** English with the region of the reader's language: `de` gives `en-DE`. Falls back to `en-GB` for what is no language. */
export function pageLocale(language: string): string {
  try {
    const { region } = new Intl.Locale(language).maximize();
    return region === undefined ? 'en-GB' : `en-${region}`;
  } catch {
    return 'en-GB';
  }
}

const key = Symbol('local-time');

export function provideLocalTime(time: LocalTime): LocalTime {
  return setContext(key, time);
}

/** For use while a component is being set up, anywhere below the root layout. */
export function localTime(): LocalTime {
  return getContext<LocalTime>(key);
}
