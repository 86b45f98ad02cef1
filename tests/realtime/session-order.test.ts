import { describe, expect, it } from 'vitest';
import type { Participant } from '#lib/protocol/session-events.ts';
import { createKeyedQueue } from '../../server/session/keyed-queue.ts';
import { createPeopleAnnouncer } from '../../server/session/people-announcer.ts';

/** A promise that a test settles when it likes. */
function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe('work on sessions', () => {
  it('is done one by one within a session, and side by side across sessions', async () => {
    const queue = createKeyedQueue();
    const order: string[] = [];
    const gate = deferred<undefined>();

    const first = queue.run('a', async () => {
      await gate.promise;
      order.push('first of a');
    });
    const second = queue.run('a', () => Promise.resolve(order.push('second of a')));
    await queue.run('b', () => Promise.resolve(order.push('first of b')));
    gate.resolve(undefined);
    await Promise.all([first, second]);

    expect(order).toEqual(['first of b', 'first of a', 'second of a']);
  });

  it('goes on after a failure, which reaches only the one who asked', async () => {
    const queue = createKeyedQueue();
    const failing = queue.run('a', () => Promise.reject(new Error('disk full')));
    const next = queue.run('a', () => Promise.resolve('done'));

    await expect(failing).rejects.toThrow('disk full');
    expect(await next).toBe('done');
    await queue.idle();
  });

  it('is waited for as long as more of it is asked for', async () => {
    const queue = createKeyedQueue();
    const order: string[] = [];
    void queue.run('a', async () => {
      await Promise.resolve();
      order.push('first');
      void queue.run('b', () => Promise.resolve(order.push('second')));
    });

    await queue.idle();

    expect(order).toEqual(['first', 'second']);
  });
});

describe('telling who is there', () => {
  const somebody: Participant = { id: 'a', name: 'Ama', hue: 1, role: 'peer', presence: 'here' };

  it('tells the changes that fall into one reading together, after it, with the latest list', async () => {
    const readings: ReturnType<typeof deferred<Participant[]>>[] = [];
    const told: Participant[][] = [];
    const twice = deferred<undefined>();
    const { announce } = createPeopleAnnouncer({
      read: () => {
        const reading = deferred<Participant[]>();
        readings.push(reading);
        if (readings.length === 2) twice.resolve(undefined);
        return reading.promise;
      },
      tell: (_session, participants) => told.push(participants),
      log: { error: () => undefined },
    });

    for (let change = 0; change < 5; change++) announce('a');
    readings[0]?.resolve([]);
    await twice.promise;
    readings[1]?.resolve([somebody]);
    await readings[1]?.promise;
    await Promise.resolve();

    expect(told).toEqual([[], [somebody]]);
    expect(readings).toHaveLength(2);
  });

  it('is logged when it fails, and done at the next change', async () => {
    let broken = true;
    const failures: unknown[] = [];
    const failed = deferred<undefined>();
    const done = deferred<Participant[]>();
    const { announce } = createPeopleAnnouncer({
      read: () => (broken ? Promise.reject(new Error('disk full')) : Promise.resolve([somebody])),
      tell: (_session, participants) => {
        done.resolve(participants);
      },
      log: {
        error: (failure: unknown) => {
          failures.push(failure);
          failed.resolve(undefined);
        },
      },
    });

    announce('a');
    await failed.promise;
    broken = false;
    announce('a');

    expect(await done.promise).toEqual([somebody]);
    expect(failures).toMatchObject([{ session: 'a', err: { message: 'disk full' } }]);
  });
});
