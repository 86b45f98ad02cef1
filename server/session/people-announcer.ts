/** Tells sessions who is there, at most one reading at a time for each, so that no older list overtakes a newer one. */
import type { Participant } from '#lib/protocol/session-events.ts';
import type { Log } from '../log.ts';

export interface PeopleAnnouncer {
  /** The people of this session have changed. Changes while the list is being read are told together afterwards. */
  announce: (session: string) => void;
}

export interface PeopleAnnouncerDependencies {
  /** Null when nobody is left to be told. */
  read: (session: string) => Promise<Participant[]> | null;
  tell: (session: string, participants: Participant[]) => void;
  log: Pick<Log, 'error'>;
}

export function createPeopleAnnouncer({ read, tell, log }: PeopleAnnouncerDependencies): PeopleAnnouncer {
  const reading = new Map<string, 'once' | 'again'>();

  async function tellOf(session: string): Promise<void> {
    try {
      const participants = await read(session);
      if (participants) tell(session, participants);
    } catch (error) {
      // The next change tells the whole list again.
      log.error({ err: error, session }, 'who is here could not be told');
    }
    const again = reading.get(session) === 'again';
    reading.delete(session);
    if (again) announce(session);
  }

  function announce(session: string): void {
    if (reading.has(session)) {
      reading.set(session, 'again');
      return;
    }
    reading.set(session, 'once');
    void tellOf(session);
  }

  return { announce };
}
