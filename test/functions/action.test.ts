import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { lintReportSchema } from '../../shared/model/lint-report.ts';
import { reportSchema } from '../../shared/model/report.ts';
import { secret, token } from '../answer/desk.ts';
import { builtAction, step } from '../support/action.ts';
import { folderWith } from '../support/command.ts';
import { database } from '../support/database.ts';
import { githubWithComments } from '../support/github-comments.ts';
import { serving } from './serving.ts';

const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';
const onPull = { pull_request: { number: 7 } };

beforeAll(async () => void (await builtAction()));

function reportAt(path = '') {
  return reportSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** A workspace with migrations of Prisma, the folder that they are in being `below`. */
function workspaceWith(migrations: Record<string, string>, below = ''): string {
  const workspace = folderWith();
  mkdirSync(join(workspace, '.git'));
  for (const [id, sql] of Object.entries(migrations)) {
    const file = join(workspace, below, 'prisma/migrations', id, 'migration.sql');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, sql);
  }
  return workspace;
}

describe('a step of a workflow', () => {
  test('tells what blocks in every place, keeps one comment, and goes green when it is repaired', async () => {
    const [shop, github] = await Promise.all([database(behind), githubWithComments([{ id: 1, body: 'LGTM' }])]);
    const owner = await shop.role(
      (role) => `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role};
      GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
    );
    const inputs = { url: owner.url, guards: 'sequences', comment: 'true', 'github-token': github.token };
    const surroundings = { env: { GITHUB_API_URL: github.url }, event: onPull };

    const { code, stdout, stderr, outputs, page } = await step({ operation: 'check', ...inputs }, surroundings);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const report = reportAt(outputs.report);
    expect(outputs).toEqual({
      ...{ verdict: 'block', ok: 'false', summary: report.summary, report: outputs.report, 'report-id': report.id },
      ...{ sarif: '', findings: '1', blocks: '1', warnings: '0', infos: '0' },
    });
    expect(report.deploy).toEqual({
      sha: 'ffac537e6cbbf934b08745a378932722df287a53',
      ref: 'main',
      actor: 'octocat',
      url: 'https://github.com/octo-org/shop/actions/runs/1658821493',
    });
    expect(stdout).toMatch(/^::error title=sequences\/behind orders_id_seq::/m);
    expect(page).toMatch(/^## ❌ Lockstep check of default: block/);
    expect(github.comments.map(({ body }) => body)).toEqual(['LGTM', expect.stringContaining('Lockstep check')]);

    const password = new URL(owner.url).password;
    const [masks, rest] = [/^::add-mask::/, /^(?!::add-mask::)/].map((which) =>
      stdout.split('\n').filter((line) => which.test(line)),
    );
    expect(masks).toEqual([owner.url, password, github.token].map((each) => `::add-mask::${each}`));
    expect(stdout.indexOf('::error')).toBeGreaterThan(stdout.lastIndexOf('::add-mask::'));
    const said = [rest?.join('\n'), page, JSON.stringify(outputs), readFileSync(outputs.report ?? '', 'utf8')].join();
    expect([password, github.token].filter((each) => said.includes(each))).toEqual([]);

    const fixed = await step({ operation: 'fix', ...inputs, comment: 'false' }, surroundings);
    expect(fixed).toMatchObject({ code: 0, outputs: { verdict: 'pass' } });
    const again = await step({ operation: 'check', ...inputs }, surroundings);
    expect(again).toMatchObject({ code: 0, outputs: { verdict: 'pass', ok: 'true', findings: '0' } });
    expect(github.comments.map(({ body }) => body)).toEqual(['LGTM', expect.stringContaining('✅ Lockstep check')]);
  });

  test('calls a deployed Lockstep, signs the call, and sends the migrations of the repository along', async () => {
    const shop = await database();
    const { address } = await serving({
      DATABASE_URL: shop.url,
      LOCKSTEP_BEARER_TOKEN: token,
      LOCKSTEP_WEBHOOK_SECRET: secret,
    });
    const workspace = workspaceWith(
      { '20240101000000_init': 'CREATE TABLE orders (id serial PRIMARY KEY);' },
      'backend',
    );
    const inputs = { guards: 'migrations, sequences', repository: 'backend' };
    const [signed, bearer, forged] = await Promise.all([
      step({ ...inputs, 'lambda-url': `${address}/check`, secret }, { workspace }),
      step({ ...inputs, operation: 'verify', 'lambda-url': `${address}/verify`, secret: token }, { workspace }),
      step({ ...inputs, 'lambda-url': `${address}/check`, secret: 'another-token-of-the-tests' }, { workspace }),
    ]);
    expect(reportAt(signed.outputs.report)).toMatchObject({
      manifest: { source: 'call' },
      migrations: [{ tool: 'prisma', entries: [{ id: '20240101000000_init' }] }],
      deploy: { actor: 'octocat' },
    });
    expect(reportAt(bearer.outputs.report)).toMatchObject({ operation: 'verify', manifest: { source: 'call' } });
    const place = 'file=backend/prisma/migrations/20240101000000_init/migration.sql';
    expect(bearer).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`::error ${place},title=migrations/pending`),
    });
    for (const { stdout } of [signed, bearer]) {
      expect(stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toMatch(new RegExp(`${secret}|${token}|v1,`));
    }
    expect(forged).toMatchObject({ code: 2, outputs: { verdict: 'unknown', ok: 'false' } });
    expect(forged.stdout).toMatch(/^::warning title=usage\/unauthorized .*the deployed Lockstep refuses \(401\)/m);
  });

  test('reviews migrations beside their lines and for code scanning, without a database', async () => {
    const github = await githubWithComments();
    const workspace = workspaceWith({
      '1_init': 'CREATE TABLE users (id int);',
      '2_add index': '-- a note\nCREATE INDEX users_id ON users (id);\n',
    });
    // Ruby's parser is in the one file as well.
    const rails = 'db/migrate/20240101000000_index_things.rb';
    mkdirSync(join(workspace, dirname(rails)), { recursive: true });
    const ruby =
      'class IndexThings < ActiveRecord::Migration[7.1]\n  def change\n    add_index :users, :id\n  end\nend\n';
    writeFileSync(join(workspace, rails), ruby);
    const inputs = {
      ...{ operation: 'lint', files: `prisma/migrations/2_add index/migration.sql\n${rails}\n` },
      'sarif-file': 'out/lint.sarif',
      ...{ comment: 'true', 'github-token': github.token },
    };
    const env = { GITHUB_API_URL: github.url };
    const { code, stdout, outputs, page } = await step(inputs, { workspace, env, event: onPull });
    expect(code).toBe(1);
    expect(outputs).toMatchObject({ verdict: 'block', blocks: '2', findings: '2', 'report-id': '' });
    expect(stdout).toContain(`::error file=${rails},line=3,title=dangerous%3A create-index-not-concurrently::`);
    const place = 'file=prisma/migrations/2_add index/migration.sql,line=2';
    expect(stdout).toContain(`::error ${place},title=dangerous%3A create-index-not-concurrently::`);
    expect(lintReportSchema.parse(JSON.parse(readFileSync(outputs.report ?? '', 'utf8'))).verdict).toBe('block');
    expect(outputs.sarif).toBe(join(workspace, 'out/lint.sarif'));
    const schema = JSON.parse(readFileSync('test/support/schemas/sarif-2.1.0.json', 'utf8'));
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    expect(valid(JSON.parse(readFileSync(outputs.sarif ?? '', 'utf8')))).toBe(true);
    expect(page).toContain('## ❌ Lockstep lint: block');
    expect(page).toContain('CREATE INDEX CONCURRENTLY users_id ON users (id);');
    expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining(page.trim())]);
  });

  test('fail-on never only reports, but for a step that makes no sense; a fork that may not comment is warned', async () => {
    const [shop, github] = await Promise.all([database(behind), githubWithComments()]);
    github.refusals.push({ status: 403, message: 'Resource not accessible by integration' });
    const inputs = {
      url: shop.url,
      guards: 'sequences',
      'fail-on': 'never',
      comment: 'true',
      'github-token': github.token,
    };
    const env = { GITHUB_API_URL: github.url };
    const [blocked, senseless] = await Promise.all([
      step(inputs, { env, event: onPull }),
      step({ url: shop.url, guards: 'sequence', 'fail-on': 'never' }),
    ]);
    expect(blocked).toMatchObject({ code: 0, outputs: { verdict: 'block', ok: 'false' } });
    expect(blocked.stdout).toMatch(/^::warning::no comment .*GitHub said 403: .*pull-requests: write/m);
    expect(senseless).toMatchObject({ code: 2, outputs: { verdict: 'unknown', ok: 'false' } });
    expect(senseless.stdout).toContain(
      'guards: "sequence" is none of sequences, migrations, schema, data; did you mean',
    );
    expect(existsSync(senseless.outputs.report ?? '')).toBe(true);
  });
});
