import { afterEach, expect, test, vi } from 'vitest';
import { readInputs } from '../../functions/action/inputs.ts';
import { maskSecrets } from '../../functions/action/masks.ts';
import { exitCodeOf } from '../../functions/action/outcome.ts';
import { UsageError } from '../../shared/model/errors.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function given(inputs: Record<string, string>): void {
  for (const [name, value] of Object.entries(inputs)) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value);
}

test('inputs are read as the runner gives them', () => {
  given({ target: 'production, staging\nreplica', guards: 'schema\ndata', files: 'a b.sql\nc,d.sql\n', timeout: '60' });
  given({ all: 'true', 'lambda-url': ' https://lockstep.example.com ', 'dry-run': '', operation: '' });
  expect(() => readInputs()).toThrow(/^files: belongs to lint, not to check$/);
  given({ files: '' });
  expect(readInputs()).toMatchObject({
    ...{ operation: 'check', target: ['production', 'staging', 'replica'], guards: ['schema', 'data'], files: [] },
    ...{ timeout: 60, all: true, 'dry-run': false, 'fail-on': 'block', 'lambda-url': 'https://lockstep.example.com' },
  });
});

test.each([
  [{ operation: 'chek' }, 'operation: "chek" is none of check, fix, verify, lint; did you mean check?'],
  [{ operation: 'deploy' }, /^operation: "deploy" is none of check, fix, verify, lint$/],
  [{ guards: 'sequences tables' }, 'guards: "tables" is none of sequences, migrations, schema, data'],
  [{ 'fail-on': 'error' }, 'fail-on: "error" is none of block, warn, never'],
  [{ comment: 'yes' }, 'comment: "yes" is none of true, false'],
  [{ timeout: '5m' }, 'timeout: expected a number of seconds'],
  [{ 'report-file': 'report.html' }, 'report-file: it is JSON, so end it in .json'],
  [
    { url: 'postgres://a', 'lambda-url': 'https://b' },
    'url: a database and a deployed Lockstep (lambda-url) are both given',
  ],
  [{ secret: 'hunter2' }, 'secret: it is for a deployed Lockstep, and lambda-url names none'],
  [{ operation: 'lint', 'lambda-url': 'https://b' }, 'lambda-url: lint takes none'],
  [{ operation: 'lint', all: 'true' }, 'all: lint takes none'],
  [{ operation: 'lint', target: 'a,b' }, 'target: lint weighs by one of them'],
  [{ operation: 'verify', since: '1_init' }, 'since: belongs to lint, not to verify'],
  [{ operation: 'postgres://app:hunter2@db/shop' }, 'operation: "postgres://****" is none of'],
])('%j is refused', (inputs, message) => {
  given(inputs as Record<string, string>);
  expect(() => readInputs()).toThrow(UsageError);
  expect(() => readInputs()).toThrow(message);
});

test('what is secret is masked as it is written and as it is meant, but for the name of a throw-away database', () => {
  given({ url: 'postgres://app:p%40ss@db/shop', secret: 'whsec_x', 'github-token': '' });
  vi.stubEnv('DATABASE_URL', 'postgres://postgres:postgres@localhost/test');
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text).trim()) > 0);
  maskSecrets();
  const masked = [
    'postgres://app:p%40ss@db/shop',
    'postgres://postgres:postgres@localhost/test',
    'p%40ss',
    'p@ss',
    'whsec_x',
  ];
  expect(lines).toEqual(masked.map((each) => `::add-mask::${each.replaceAll('%', '%25')}`));
});

test('what could not be told never passes, unless nothing is to fail; what makes no sense always fails', () => {
  const code = (verdict: 'pass' | 'warn' | 'block' | 'unknown', failOn: 'block' | 'warn' | 'never', failure = false) =>
    exitCodeOf({ verdict, failure: failure ? new UsageError('usage/arguments', '', '') : null }, failOn);
  const verdicts = ['pass', 'warn', 'block', 'unknown'] as const;
  expect(verdicts.map((verdict) => code(verdict, 'block'))).toEqual([0, 0, 1, 3]);
  expect(verdicts.map((verdict) => code(verdict, 'warn'))).toEqual([0, 1, 1, 3]);
  expect(verdicts.map((verdict) => code(verdict, 'never'))).toEqual([0, 0, 0, 0]);
  expect(code('unknown', 'never', true)).toBe(2);
});
