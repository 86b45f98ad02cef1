import { errorSentences, ExpectedError, type ErrorCode } from '#lib/domain/errors.ts';
import { answer, codeOf, statusOf } from '#lib/http/answer.ts';
import { isHttpError } from '@sveltejs/kit';
import { describe, expect, test } from 'vitest';

const codes = Object.keys(errorSentences) as ErrorCode[];

async function caught(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('what a page makes of a failure', () => {
  test('a good answer passes through', async () => {
    await expect(answer(Promise.resolve('well'))).resolves.toBe('well');
  });

  test.each(codes)('%s becomes an error page with its sentence', async (code) => {
    const error = await caught(answer(Promise.reject(new ExpectedError(code))));
    expect(isHttpError(error, statusOf(code))).toBe(true);
    expect(error).toMatchObject({ body: { message: errorSentences[code], code } });
    expect(statusOf(code)).toBeGreaterThanOrEqual(400);
  });

  test('an expected failure of the other module instance is recognised', () => {
    const foreign = Object.assign(new Error('Nobody here.'), { name: 'ExpectedError', code: 'not-found' });
    expect(codeOf(foreign)).toBe('not-found');
  });

  test.each([
    ['a bug', new TypeError('x is undefined')],
    ['a system failure with a code', Object.assign(new Error('no'), { code: 'ENOENT' })],
    [
      'a code that is a word of JavaScript',
      Object.assign(new Error('no'), { name: 'ExpectedError', code: 'constructor' }),
    ],
    ['something that is no error', 'not-found'],
  ])('%s is thrown on as it is', async (_what, failure) => {
    expect(codeOf(failure)).toBeNull();
    expect(await caught(answer(Promise.reject(failure as Error)))).toBe(failure);
  });
});
