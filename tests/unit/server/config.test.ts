import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig, readEnvironment } from '../../../server/config.ts';
import { StartError } from '../../../server/start-error.ts';

/** The sentences with which a start is refused. */
function refusal(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    return (error as StartError).message.split('\n');
  }
  throw new Error('the settings were accepted');
}

describe('settings', () => {
  test('none at all give a server for this machine only, with its data beside it', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      origin: null,
      databaseUrl: null,
      logLevel: 'info',
      trustProxy: 0,
      metricsToken: null,
      connectionsPerUser: 20,
      connectionsPerAddress: null,
      secureCookies: false,
    });
    expect(isAbsolute(readConfig({}).dataDir)).toBe(true);
  });

  test('an empty value counts as none', () => {
    expect(readConfig({ PORT: '', ORIGIN: ' ', DATABASE_URL: '', LOG_LEVEL: '' })).toEqual(readConfig({}));
  });

  test.each([
    ['https://coach.example', 'https://coach.example', true],
    ['https://Coach.example:443/', 'https://coach.example', true],
    ['http://10.0.0.7:8080', 'http://10.0.0.7:8080', false],
  ])('ORIGIN %s is kept as %s', (given, origin, secureCookies) => {
    expect(readConfig({ ORIGIN: given })).toMatchObject({ origin, secureCookies });
  });

  test.each([
    'coach.example',
    'ftp://coach.example',
    'https://coach.example/rooms',
    'https://a:b@coach.example',
    'null',
  ])('ORIGIN %s is refused', (origin) => {
    expect(refusal({ ORIGIN: origin })).toEqual([
      'ORIGIN must be an address without a path, such as https://coach.example.',
    ]);
  });

  test('a token for the numbers and the bounds of connections are kept', () => {
    const given = {
      METRICS_TOKEN: 'a-token-of-enough-letters',
      CONNECTIONS_PER_USER: '3',
      CONNECTIONS_PER_ADDRESS: '9',
    };
    expect(readConfig(given)).toMatchObject({
      metricsToken: given.METRICS_TOKEN,
      connectionsPerUser: 3,
      connectionsPerAddress: 9,
    });
  });

  test.each(['short', 'with spaces in between it', 'x'.repeat(201)])('METRICS_TOKEN %s is refused', (token) => {
    expect(refusal({ METRICS_TOKEN: token })).toEqual([
      'METRICS_TOKEN must be 16 to 200 letters, digits or signs, without spaces.',
    ]);
  });

  test.each(['0', '-1', 'many'])('CONNECTIONS_PER_USER %s is refused', (count) => {
    expect(refusal({ CONNECTIONS_PER_USER: count })).toHaveLength(1);
  });

  test.each(['-1', '65536', '3000.5', '0x10', 'http', '3e3'])('PORT %s is refused', (port) => {
    expect(refusal({ PORT: port })).toEqual(['PORT must be a number from 0 to 65535.']);
  });

  test.each(['mysql://host/db', 'postgres', 'postgres:///db'])('DATABASE_URL %s is refused', (url) => {
    expect(refusal({ DATABASE_URL: url })).toHaveLength(1);
  });

  test.each(['postgres://me@host/db', 'postgresql://host:5432/db?sslmode=require'])(
    'DATABASE_URL %s is taken',
    (url) => {
      expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
    },
  );

  test('every bad value gets its sentence, and no sentence repeats a value: one may be a secret', () => {
    const bad = {
      PORT: 'secret-a',
      ORIGIN: 'secret-b',
      DATABASE_URL: 'secret-c',
      LOG_LEVEL: 'secret-d',
      TRUST_PROXY: 'secret-e',
    };
    const sentences = refusal(bad);
    expect(sentences).toHaveLength(5);
    for (const name of Object.keys(bad))
      expect(sentences.filter((sentence) => sentence.startsWith(name))).toHaveLength(1);
    expect(sentences.join()).not.toContain('secret');
  });
});

describe('the file .env', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'counterpoint-env-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('is read when it is there', () => {
    writeFileSync(join(folder, '.env'), '# a comment\nCOUNTERPOINT_TEST_VALUE="from the file"\n');
    expect(readEnvironment(folder)['COUNTERPOINT_TEST_VALUE']).toBe('from the file');
  });

  test('gives way to the environment', () => {
    writeFileSync(join(folder, '.env'), 'PATH=/nowhere\n');
    expect(readEnvironment(folder)['PATH']).toBe(process.env['PATH']);
  });

  test('may be missing', () => {
    expect(readEnvironment(folder)).toEqual({ ...process.env });
  });
});
