import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../../server/log.ts';

describe('what the log says of a failure', () => {
  test('it names the kind, the code and the place', () => {
    const failure = describeFailure(Object.assign(new RangeError('too far'), { code: 'E_FAR' }));
    expect(failure).toMatchObject({ type: 'RangeError', code: 'E_FAR', message: 'too far' });
    expect(failure.at[0]).toContain('log.test.ts');
  });

  test('it leaves out the values of a query: they are what people wrote', () => {
    const cause = Object.assign(new Error('UNIQUE constraint failed: users.email'), { code: 'SQLITE_CONSTRAINT' });
    const failure = new Error('Failed query: insert into users values (?)\nparams: a very private name', { cause });
    const logged = JSON.stringify(describeFailure(failure));
    expect(logged).not.toContain('private');
    expect(logged).toContain('insert into users');
    expect(logged).toContain('SQLITE_CONSTRAINT');
  });

  test('it survives what is no error', () => {
    expect(describeFailure('a very private text')).toEqual({
      type: 'string',
      message: 'something other than an error was thrown',
      at: [],
    });
  });
});
