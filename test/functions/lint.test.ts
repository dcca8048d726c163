import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { submissionFrom } from '../../functions/lint-files.ts';
import { unknownRules } from '../../shared/guards/migrations/linting/settled.ts';
import { type LintReport, lintReportSchema } from '../../shared/model/lint-report.ts';
import { settingsSchema } from '../../shared/model/settings.ts';
import { lintFormats } from '../../shared/report/formats/lint/index.ts';
import { lintReportOn } from '../../shared/report/lint-report.ts';
import { type Answer, folderWith, lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';

const files = {
  'a.sql': 'CREATE TABLE t (id int);\nCREATE INDEX i ON t (id);\n',
  'b.sql': '-- a note\n\nCREATE INDEX j\n  ON users (email);\nALTER TABLE users DROP COLUMN "näme";\n',
  'c.sql': '-- lockstep: allow create-index-not-concurrently because it is small\nCREATE INDEX k ON users (email);\n',
};
const folder = folderWith(files);
const include = folderWith({ 'd.sql': '\\i other.sql\n' });
const run = (...words: string[]): Promise<Answer> => lockstepCommand(['lint', ...words], { folder });

describe.concurrent('lockstep lint', () => {
  it('shows the offending line, what it does and the safe way, and exits 1 for what is dangerous', async () => {
    const { code, stdout, stderr } = await run('b.sql');
    expect(stdout).toContain('✖ dangerous: create-index-not-concurrently  b.sql:3\n  > 3 | CREATE INDEX j\n');
    expect(stdout).toContain('CREATE INDEX CONCURRENTLY j');
    expect(stdout).toContain('> 5 | ALTER TABLE users DROP COLUMN "näme";');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^✖ 2 dangerous.* in 1 migration$/);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('exits 0 where nothing is dangerous, or a reason is given; --all shows that', async () => {
    const { code, stdout } = await run('a.sql', 'c.sql', '--all');
    expect(stdout).toContain('allowed: it is small');
    expect(stdout).toContain('1 allowed in 2 migrations');
    expect(code).toBe(0);
  });

  it('takes a folder, and prints one object that its schema accepts', async () => {
    const { code, stdout } = await run('.', '--format', 'json');
    const report = lintReportSchema.parse(JSON.parse(stdout));
    expect(report).toMatchObject({ verdict: 'block', ok: false, target: null, unlinted: null });
    expect(report.migrations.map(({ file, phase }) => [file, phase])).toEqual([
      ['a.sql', 'expand'],
      ['b.sql', 'both'],
      ['c.sql', 'expand'],
    ]);
    expect(code).toBe(1);
  });

  it('exits 2 where a file is not there, says why, and prints nothing', async () => {
    const { code, stdout, stderr } = await run('nope.sql');
    expect(stderr).toContain('✖ nope.sql cannot be read\n');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('exits 3 where nothing in a file can be read as SQL', async () => {
    const { code, stdout } = await run(join(include, 'd.sql'));
    expect(stdout).toContain('could not tell all: nothing in d.sql can be read as SQL');
    expect(code).toBe(3);
  });

  it('weighs by the tables of a database', async () => {
    const db = await database('CREATE TABLE users (email text, "näme" text)');
    const { code, stdout } = await run('b.sql', '--url', db.url, '--format', 'json');
    const { lint, target } = lintReportSchema.parse(JSON.parse(stdout));
    const entry = lint.find(({ rule }) => rule === 'create-index-not-concurrently');
    expect(entry).toMatchObject({ class: 'safe', message: expect.stringContaining('(users holds no rows)') });
    expect(target).toMatchObject({ database: db.name });
    expect(code).toBeLessThan(2);
  });
});

describe('what makes no sense is refused', () => {
  const { migrations: settings } = settingsSchema.parse({});

  it.each([
    [{ files: ['a.sql'], pgVersion: 1.5 }, 'there is no PostgreSQL 1.5'],
    [{ files: ['a.sql'], since: 'x' }, '--since and files exclude each other'],
    [{ files: [], repository: folder }, 'no migrations were found in'],
    [{ files: [], repository: join(folder, 'nowhere') }, 'cannot be read'],
    [{ files: [join(folder, 'a.py')], repository: folder }, 'belongs to no migrations that are found here'],
  ])('%j', async (flags, message) => {
    writeFileSync(join(folder, 'a.py'), '');
    await expect(submissionFrom(flags, settings)).rejects.toThrow(message);
  });

  it('a rule of the configuration that there is not, with the one that was meant', () => {
    expect(unknownRules({ lint: { 'drop-colum': 'off', 'drop-table': 'off', 'unused-allow': 'off' } })).toEqual([
      'migrations.lint names drop-colum, and there is no such rule; did you mean drop-column?',
    ]);
  });
});

describe('a folder of migrations that are programs', () => {
  const own = folderWith();
  beforeAll(() => {
    mkdirSync(join(own, '.git'));
    mkdirSync(join(own, 'db/migrate'), { recursive: true });
    mkdirSync(join(own, 'empty'));
    writeFileSync(join(own, 'Gemfile'), "gem 'rails'\ngem 'pg'\n");
    writeFileSync(
      join(own, 'db/migrate/20240101000000_drop_note.rb'),
      'class DropNote < ActiveRecord::Migration[7.1]\n  def change\n    remove_column :users, :note\n  end\nend\n',
    );
  });

  it.each([
    ['', 'db'],
    ['db/migrate', '.'],
  ])('is linted, in "%s": lockstep lint %s', async (here, words) => {
    const { code, stdout, stderr } = await lockstepCommand(['lint', words], { folder: join(own, here) });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('✖ dangerous: drop-column');
  });

  it('says what of it could not be read', async () => {
    const { migrations: settings } = settingsSchema.parse({});
    writeFileSync(
      join(own, 'db/migrate/20240102000000_half.rb'),
      'class Half < ActiveRecord::Migration[7.1]\n  def ch',
    );
    const asked = (folder: string) => submissionFrom({ files: [join(own, folder)], repository: own }, settings);
    expect((await asked('db')).problems).toEqual([expect.stringContaining('db/migrate/20240102000000_half.rb')]);
    rmSync(join(own, 'db/migrate/20240102000000_half.rb'));
  });

  it('is refused where nothing in it is one', async () => {
    const { migrations: settings } = settingsSchema.parse({});
    const flags = { files: [join(own, 'empty')], repository: own };
    await expect(submissionFrom(flags, settings)).rejects.toThrow(/there is no SQL in .*empty, and no migrations/);
  });
});

it('without files it lints what is found here, and with a database what is pending there', async () => {
  const own = folderWith({
    'lockstep.config.json': { migrations: { projects: [{ tool: 'golang-migrate', directory: '.' }] } },
    '0001_init.up.sql': 'CREATE TABLE users (email text);\n',
    '0002_index.up.sql': 'CREATE INDEX i ON users (email);\n',
    '0003_note.up.sql': 'ALTER TABLE users ADD note text;\n',
  });
  const db = await database(`
    CREATE TABLE users (email text); INSERT INTO users SELECT g FROM generate_series(1, 20000) g; ANALYZE users;
    CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);
    INSERT INTO schema_migrations VALUES (1, false)`);
  const lintHere = async (...words: string[]) => {
    const { stdout } = await lockstepCommand(['lint', '--format', 'json', ...words], { folder: own });
    return lintReportSchema.parse(JSON.parse(stdout));
  };
  const [still, live, since] = await Promise.all([lintHere(), lintHere('--url', db.url), lintHere('--since', '2')]);
  expect(still.migrations.map(({ file }) => file)).toHaveLength(3);
  expect(live.migrations.map(({ file, phase, tool }) => [file, phase, tool])).toEqual([
    ['0002_index.up.sql', 'expand', 'golang-migrate'],
    ['0003_note.up.sql', 'expand', 'golang-migrate'],
  ]);
  expect(live.lint.find(({ rule }) => rule === 'create-index-not-concurrently')).toMatchObject({
    file: '0002_index.up.sql',
    class: 'dangerous',
    message: expect.stringContaining('users holds about 20,000 rows'),
  });
  expect(since.migrations.map(({ file }) => file)).toEqual(['0003_note.up.sql']);
});

describe('formats', () => {
  const entry = (line: number, rest: object = {}) => ({
    migration: 'm',
    file: 'sub/m é.sql',
    line,
    rule: 'drop-column',
    class: 'dangerous' as const,
    lock: 'AccessExclusiveLock',
    table: 'users',
    message: 'it is gone: 100%, really',
    ...rest,
  });
  const report: LintReport = lintReportOn({
    target: null,
    durationMs: 1,
    migrations: [{ id: 'm', file: 'sub/m é.sql', tool: null, statements: 3 }],
    lint: [
      entry(1, { sql: ['SELECT 1;\nSELECT 2;'] }),
      entry(2, { rule: 'syntax-error' }),
      entry(3, { allowed: 'nobody reads it' }),
      entry(4, { class: 'careful', recipe: ['first', 'then'] }),
      entry(5, { class: 'safe' }),
    ],
    unlinted: 'the SQL of n is not known',
  });
  const lines = ['ALTER TABLE a DROP b;', 'SELEC 1;', 'x', 'y', 'z'];
  const options = {
    color: false,
    all: false,
    width: 80,
    lineOf: (_file: string, line: number) => lines[line - 1] ?? null,
    fromRoot: (file: string) => `app/${file}`,
  };
  const rendered = (name: string, shown = options, told = report) =>
    lintFormats.find((format) => format.name === name)?.render(told, shown) ?? '';

  it('github annotates file and line from the root of the repository, escaped', () => {
    expect(rendered('github').split('\n')).toEqual([
      '::error file=app/sub/m é.sql,line=1,title=dangerous%3A drop-column::it is gone: 100%25, really%0Asafe:%0ASELECT 1;%0ASELECT 2;',
      '::error file=app/sub/m é.sql,line=2,title=dangerous%3A syntax-error::it is gone: 100%25, really',
      '::warning file=app/sub/m é.sql,line=4,title=careful%3A drop-column::it is gone: 100%25, really%0Ain steps:%0Afirst%0Athen',
      report.summary,
    ]);
  });

  it('github shows ten of a kind, the tenth counts the rest, and the log has all', () => {
    const many = lintReportOn({ ...report, lint: Array.from({ length: 12 }, (_, at) => entry(at + 1)) });
    const printed = rendered('github', options, many).split('\n');
    expect(printed.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(printed[9]).toContain('and 3 more');
    expect(printed.filter((line) => line.startsWith('sub/m é.sql:'))).toHaveLength(12);
  });

  it('gitlab knows an entry again when lines were added above it', () => {
    const moved = { ...options, lineOf: (_file: string, line: number) => lines[line - 2] ?? null };
    const later = { ...report, lint: report.lint.map((each) => ({ ...each, line: each.line + 1 })) };
    const prints = (text: string) => (JSON.parse(text) as { fingerprint: string }[]).map((each) => each.fingerprint);
    expect(prints(rendered('gitlab'))).toEqual(prints(rendered('gitlab', moved, later)));
    expect(new Set(prints(rendered('gitlab'))).size).toBe(3);
    expect(JSON.parse(rendered('gitlab'))[0]).toMatchObject({
      check_name: 'drop-column',
      severity: 'critical',
      location: { path: 'app/sub/m é.sql', lines: { begin: 1 } },
    });
  });

  describe('sarif', () => {
    let valid: ReturnType<Ajv2020['compile']>;
    beforeAll(() => {
      const schema = JSON.parse(readFileSync('test/support/schemas/sarif-2.1.0.json', 'utf8'));
      valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    });

    it('is what the schema of SARIF 2.1.0 accepts, with or without entries', () => {
      const none = lintReportOn({ ...report, lint: [], unlinted: null });
      for (const each of [report, none]) {
        expect(valid(JSON.parse(rendered('sarif', options, each))), JSON.stringify(valid.errors)).toBe(true);
      }
      expect(valid({ version: '2.1.0', runs: [{}] })).toBe(false);
    });

    it('has the place, the help of each rule, and reasons as suppressions', () => {
      const [run] = JSON.parse(rendered('sarif')).runs;
      expect(run.results[0]).toMatchObject({
        ruleId: 'drop-column',
        level: 'error',
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'app/sub/m%20%C3%A9.sql' }, region: { startLine: 1 } } },
        ],
      });
      expect(run.results[2].suppressions).toEqual([{ kind: 'inSource', justification: 'nobody reads it' }]);
      expect(run.tool.driver.rules[run.results[0].ruleIndex]).toMatchObject({ id: 'drop-column' });
      expect(run.invocations).toMatchObject([{ executionSuccessful: false }]);
    });
  });

  it('a terminal gets no line that could hurt it', () => {
    const hostile = { ...options, lineOf: () => 'DROP \u001b[2J::error::x' };
    expect(rendered('tty', hostile)).not.toContain('\u001b');
  });
});

describe('the verdict', () => {
  const on = (lint: object[], unlinted: string | null = null) =>
    lintReportOn({ target: null, durationMs: 0, migrations: [], lint: lint as LintReport['lint'], unlinted }).verdict;
  const dangerous = { class: 'dangerous' };

  it('blocks for what is dangerous, warns for what is careful, and is unknown where something could not be judged', () => {
    expect(on([dangerous], 'x')).toBe('block');
    expect(on([{ class: 'careful' }])).toBe('warn');
    expect(on([{ class: 'careful' }], 'x')).toBe('unknown');
    expect(on([{ ...dangerous, allowed: 'because' }, { class: 'safe' }])).toBe('pass');
  });
});
