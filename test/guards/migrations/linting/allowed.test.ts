import { beforeAll, describe, expect, it } from 'vitest';
import { lintRules } from '../../../../shared/guards/migrations/lint/index.ts';
import { allowsIn } from '../../../../shared/guards/migrations/linting/allow.ts';
import { foreignNames } from '../../../../shared/guards/migrations/linting/foreign-rules.ts';
import { lint, nowhere } from '../../../../shared/guards/migrations/linting/lint.ts';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import { reported } from '../../../../shared/guards/migrations/linting/reported.ts';
import type { Migration } from '../../../../shared/model/manifest.ts';
import { settingsSchema } from '../../../../shared/model/settings.ts';

beforeAll(loadParser);

const rule = 'create-index-not-concurrently';
const { migrations: settings } = settingsSchema.parse({});

function entriesOf(text: string, rest: Partial<Migration> = {}) {
  const migration = { id: 'm', file: 'm.sql', sql: [{ line: 1, text }], ...rest };
  const linted = lint([{ migration, project: { tool: 'prisma', transaction: 'none' } }], settings);
  return linted.flatMap((each) => reported(each, settings, { surroundings: nowhere() }));
}

const kept = (text: string, rest: Partial<Migration> = {}) =>
  entriesOf(text, rest)
    .filter(({ rule: each }) => each === rule || each.includes('allow'))
    .map(({ line, rule: each, allowed }) => [line, each, allowed ?? null]);

describe('a reason', () => {
  it.each([
    `-- lockstep: allow ${rule} because it is small\nCREATE INDEX i ON t (a);`,
    `CREATE INDEX i\n ON t (a); -- lockstep: allow ${rule} because it is small`,
    `CREATE INDEX i -- lockstep: allow ${rule} because it is small\n ON t (a);`,
    `/* lockstep: allow drop-column, ${rule} because it is small */ CREATE INDEX i ON t (a);`,
    `-- lockstep: allow-file ${rule} because it is small\nSELECT 1;\nCREATE INDEX i ON t (a);`,
  ])('stands with the entry: %j', (text) => {
    expect(kept(text).filter(([, each]) => each === rule)).toMatchObject([[expect.any(Number), rule, 'it is small']]);
  });

  it('holds for one statement, not for the next', () => {
    const text = `-- lockstep: allow ${rule} because it is small\nCREATE INDEX i ON t (a);\nCREATE INDEX j ON t (b);`;
    expect(kept(text)).toEqual([
      [2, rule, 'it is small'],
      [3, rule, null],
    ]);
  });

  it('that is missing is asked for, and nothing is allowed', () => {
    expect(kept(`-- lockstep: allow ${rule}\nCREATE INDEX i ON t (a);`)).toEqual([
      [1, 'allow-without-reason', null],
      [2, rule, null],
    ]);
  });

  it('in a string is none', () => {
    const text = `SELECT '\n-- lockstep: allow ${rule} because x\n'; CREATE INDEX i ON t (a);`;
    expect(kept(text)).toEqual([[3, rule, null]]);
  });
});

describe('a comment that allows nothing is reported', () => {
  it.each([
    [`-- lockstep: allow ${rule} because x\nSELECT 1;`, 'finds nothing here'],
    [
      '-- lockstep: allow create-index-not-concurently because x\nSELECT 1;',
      'did you mean create-index-not-concurrently?',
    ],
    ['-- lockstep: ignore everything\nSELECT 1;', 'says nothing that is understood'],
  ])('%j', (text, message) => {
    const [entry, ...others] = entriesOf(text);
    expect(entry).toMatchObject({ rule: 'unused-allow', class: 'careful', line: 1 });
    expect(entry?.message).toContain(message);
    expect(others).toEqual([]);
  });
});

it("squawk's and Atlas's comments are honoured where a rule of ours says the same", () => {
  expect(kept('-- squawk-ignore require-concurrent-index-creation\nCREATE INDEX i ON t (a);')).toEqual([
    [2, rule, 'squawk-ignore is written there'],
  ]);
  expect(kept('-- squawk-ignore ban-drop-table\nCREATE INDEX i ON t (a);')).toEqual([[2, rule, null]]);
  expect(kept('-- atlas:nolint\nCREATE INDEX i ON t (a);')).toEqual([[2, rule, 'atlas:nolint is written there']]);
});

it('every rule that they stand for is one of ours', () => {
  const names = lintRules.map(({ name }) => name);
  expect(foreignNames.filter((name) => !names.includes(name))).toEqual([]);
});

it('in a Python, Ruby or JavaScript source it stands above the call', () => {
  const source = `def upgrade():\n    # lockstep: allow ${rule} because it is small\n    op.create_index('i', 't', ['a'])\n`;
  const allows = allowsIn(source, 'python');
  expect(allows).toEqual([{ line: 2, rules: [rule], reason: 'it is small', whole: false }]);
  expect(kept('', { allows, sql: [{ line: 3, text: 'CREATE INDEX i ON t (a)' }] })).toEqual([[3, rule, 'it is small']]);
  expect(allowsIn('  // lockstep: allow a-b because c\n', 'javascript')).toMatchObject([
    { rules: ['a-b'], reason: 'c' },
  ]);
  expect(allowsIn(`x = "lockstep: allow a because b"`, 'ruby')).toEqual([]);
});
