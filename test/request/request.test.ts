import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../shared/model/errors.ts';
import { type Operation, operationSchema } from '../../shared/model/report.ts';
import type { Request } from '../../shared/model/request.ts';
import type { AskInput } from '../../shared/request/ask.ts';
import { requestFrom } from '../../shared/request/request.ts';
import { settingsFrom } from '../../shared/request/settings.ts';

const environment = {
  DATABASE_URL: 'postgres://from-environment/shop',
  PRODUCTION_URL: 'postgres://app:hunter2@db/shop',
};
const one = { production: { url: `\${PRODUCTION_URL}`, environment: 'production', fingerprint: '1:2' } };
const two = { ...one, staging: { url: `postgres://\${STAGING_USER}@db/shop` } };

const plain = { secret: null, driver: null, publish: 'problems' };

function target(ask: AskInput, targets: object, variables: object = environment): Request['target'] {
  return requestFrom('check', ask, { settings: settingsFrom({ targets }), environment: { ...variables } }).target;
}

const options = (operation: 'check' | 'fix' | 'verify', ask: unknown) =>
  requestFrom(operation, ask, { settings: settingsFrom({}), environment });

describe('which database is meant', () => {
  test('the one that --target names, with its environment and pin', () => {
    const expected = { url: environment.PRODUCTION_URL, environment: 'production', fingerprint: '1:2', ...plain };
    expect(target({ targets: ['production'] }, two)).toEqual({ name: 'production', ...expected });
  });

  test('the one of --url, whatever is configured', () => {
    const expected = { name: 'default', url: 'postgres://elsewhere', environment: null, fingerprint: null, ...plain };
    expect(target({ url: 'postgres://elsewhere' }, two)).toEqual(expected);
  });

  test('the only one that is configured, though DATABASE_URL is set', () => {
    expect(target({}, one).name).toBe('production');
  });

  test('the one of DATABASE_URL where none or several are configured', () => {
    expect(target({}, {})).toMatchObject({ name: 'default', url: environment.DATABASE_URL });
    expect(target({}, two)).toMatchObject({ name: 'default', url: environment.DATABASE_URL });
  });

  test('several configured, none named, no DATABASE_URL: they are listed', () => {
    const error = failure(() => target({}, two, {}));
    expect(error).toMatchObject({ code: 'target/no-url', next: 'name one with --target: production, staging' });
  });

  test('none at all says how to name one', () => {
    expect(failure(() => target({}, {}, { DATABASE_URL: '' }))).toMatchObject({
      code: 'target/no-url',
      message: 'no database is named',
    });
  });

  test('a target and a URL at once are refused', () => {
    expect(failure(() => target({ targets: ['production'], url: 'postgres://x' }, one)).code).toBe('usage/arguments');
  });

  test.each([{ targets: [''] }, { url: '' }])('%j, as an unset shell variable leaves it, is refused', (ask) => {
    expect(failure(() => target(ask, one)).message).toMatch(/: is empty$/);
  });
});

describe('an unknown target', () => {
  test('comes with the nearest one and all there are', () => {
    expect(failure(() => target({ targets: ['prodution'] }, two))).toMatchObject({
      code: 'usage/unknown-target',
      message: '"prodution" is not a configured target; did you mean production?',
      next: 'targets are: production, staging',
    });
  });

  test('is not found among the properties that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(failure(() => target({ targets: [name] }, two)).code).toBe('usage/unknown-target');
    }
  });

  test('that is a URL is not repeated', () => {
    const error = failure(() => target({ targets: ['postgres://app:hunter2@db/shop'] }, two));
    expect(`${error.message} ${error.next}`).not.toContain('hunter2');
  });
});

describe('environment variables in a URL', () => {
  test('are put in anywhere, as they are', () => {
    expect(target({ targets: ['staging'] }, two, { STAGING_USER: '$&app' }).url).toBe('postgres://$&app@db/shop');
  });

  test.each([
    [{}, 'not set'],
    [{ STAGING_USER: '' }, 'empty'],
  ])('%j: the missing one is named', (variables, state) => {
    const message = `targets.staging.url needs the environment variable STAGING_USER, which is ${state}`;
    expect(failure(() => target({ targets: ['staging'] }, two, variables))).toMatchObject({
      code: 'target/no-url',
      message,
    });
  });

  test('need not be set for a target that is not used', () => {
    expect(target({ targets: ['production'] }, two).name).toBe('production');
  });

  test.each([`\${`, `\${}`, `\${A B}`, `postgres://\${A`])('%s is refused', (url) => {
    expect(failure(() => target({ targets: ['a'] }, { a: { url } })).code).toBe('usage/configuration');
  });

  test('are no properties that every object has', () => {
    expect(failure(() => target({ targets: ['a'] }, { a: { url: `\${constructor}` } })).code).toBe('target/no-url');
  });
});

test('a manifest that is wrong in ten thousand places is refused at once, with the first of them', () => {
  const migrations = Array.from({ length: 20_000 }, () => ({ id: 5, wrong: 1 }));
  const project = { tool: 'prisma', directory: '', transaction: 'each', heads: [], problems: [], migrations };
  const manifest = { manifest: 1, lockstep: '', git: null, projects: [project] };
  const { message } = failure(() => options('check', { manifest }));
  expect(message).toMatch(/^manifest\.projects\.0\.migrations\.0\.wrong is not .*; and \d+ more$/s);
  expect(message.length).toBeLessThan(5000);
});

describe('targets beside the one that is asked about', () => {
  const targets = {
    production: { url: 'postgres://p/shop', compareWith: 'staging', readFrom: 'replica' },
    staging: { url: 'postgres://s/shop' },
    replica: { url: 'postgres://r/shop' },
  };
  const beside = (operation: Operation, ask: object = {}) => {
    const surroundings = { settings: settingsFrom({ targets }), environment: {} };
    const { reference, readFrom } = requestFrom(operation, { targets: ['production'], ...ask }, surroundings);
    return [reference?.name, readFrom?.name];
  };

  test('are those of the configuration; a call may name another to compare with', () => {
    expect(beside('check')).toEqual(['staging', 'replica']);
    expect(beside('verify')).toEqual(['staging', 'replica']);
    expect(beside('check', { compareWith: 'replica' })).toEqual(['replica', 'replica']);
    expect(() => beside('check', { compareWith: 'stagin' })).toThrow('did you mean staging?');
    expect(() => beside('check', { compareWith: 'production' })).toThrow('production is to be compared with itself');
  });

  test('are none for fix, which repairs and compares nothing', () => {
    expect(beside('fix')).toEqual([undefined, undefined]);
  });
});

describe('options', () => {
  test('have defaults: everything, nothing kept free, outliers left alone, proof by nextval', () => {
    expect(options('fix', {})).toMatchObject({
      guards: ['sequences', 'migrations', 'schema', 'data'],
      fix: { dryRun: false, margin: 0n, only: [], pastOutliers: false },
      proof: 'nextval',
    });
  });

  test.each([[1000], ['1000']])('a margin of %j is a whole number of any size', (margin) => {
    expect(options('fix', { margin }).fix.margin).toBe(1000n);
  });

  test('the largest margin is the largest bigint', () => {
    expect(options('fix', { margin: '9223372036854775807' }).fix.margin).toBe(9223372036854775807n);
    expect(() => options('fix', { margin: '9223372036854775808' })).toThrow('margin: exceeds');
  });

  test.each([[-1], [1.5], ['1e3'], [' 1'], [''], [null], [2 ** 53], [Number.NaN]])(
    'a margin of %j is refused',
    (margin) => {
      expect(() => options('fix', { margin })).toThrow('margin: expected a whole number of 0 or more');
    },
  );

  test.each([
    ['check', { margin: 1 }, 'margin belongs to fix, not to check'],
    ['verify', { dryRun: true }, 'dryRun belongs to fix, not to verify'],
    ['fix', { peek: true }, 'peek belongs to verify, not to fix'],
    ['verify', { peek: true, insert: true }, 'peek and insert exclude each other'],
    ['check', { dryrun: true }, 'dryrun is not an option; did you mean dryRun?'],
    [
      'check',
      { guards: ['schemas'] },
      'guards.0: Invalid option: expected one of "sequences"|"migrations"|"schema"|"data"',
    ],
    ['check', { guards: [] }, 'guards: names none'],
    ['fix', { only: [''] }, 'only.0: is empty'],
  ] as const)('%s %j: %s', (operation, ask, message) => {
    expect(failure(() => options(operation, ask))).toMatchObject({ code: 'usage/arguments', message });
  });
});

test('whatever is asked, it is a request or a UsageError', () => {
  const word = fc.oneof(
    fc.constantFrom('production', '__proto__', 'constructor', `\${A}`, 'postgres://u:p@h/d'),
    fc.string({ unit: 'binary' }),
  );
  const value = fc.oneof(fc.anything(), word, fc.array(word), fc.boolean(), fc.integer());
  const key = fc.oneof(
    fc.constantFrom('targets', 'url', 'guards', 'dryRun', 'margin', 'only', 'pastOutliers', 'peek', 'insert'),
    fc.string(),
  );
  const ask = fc.oneof(fc.dictionary(key, value), fc.anything());
  const targets = fc
    .dictionary(word, fc.record({ url: word.filter((url) => url !== '') }))
    .map((all) => ({ ...one, ...all, '': undefined }));
  fc.assert(
    fc.property(fc.constantFrom(...operationSchema.options), ask, targets, (operation, input, { '': _, ...known }) => {
      try {
        requestFrom(operation, input, { settings: settingsFrom({ targets: known }), environment });
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect((error as UsageError).message).not.toContain('hunter2');
      }
    }),
    { numRuns: 500 },
  );
});

function failure(action: () => unknown): UsageError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return error as UsageError;
  }
  throw new Error('nothing was refused');
}
