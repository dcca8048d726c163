import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintRules } from '../../../shared/guards/migrations/lint/index.ts';
import { squawkRules } from '../../../shared/guards/migrations/linting/squawk-rules.ts';
import { corpus } from '../../guards/migrations/lint/corpus/corpus.ts';
import type { Labelled } from '../../guards/migrations/lint/corpus/label.ts';
import { ownVerdicts, type Score, scores, total, type Verdicts } from '../../guards/migrations/lint/corpus/score.ts';
import { install } from '../../histories/run-tool.ts';
import { median } from '../contender.ts';
import { ran } from '../ran.ts';

const root = join(import.meta.dirname, '../../..');
const squawkPackage = '@squawk-cli/linux-x64@2.66.0';
const squawk = join(root, 'node_modules/.cache/lockstep/tools/squawk/node_modules/@squawk-cli/linux-x64/bin/squawk');
const fileCount = 1000;

/** How long one process took for all files, and how much memory it had at most. */
export interface Pace {
  name: string;
  milliseconds: number;
  /** what it kept processors busy, at least: unlike its time, no other process of the machine makes it longer */
  busyMilliseconds: number;
  megabytes: number;
}

/** Everything that the section on lint says. */
export interface LintFigures {
  statements: number;
  /** those that a linter without a database can judge as labelled */
  comparable: number;
  rules: { on: number; off: number };
  own: Score;
  /** ours and squawk's, of those of our rules that squawk has too, on the comparable statements */
  shared: { own: Score; squawk: Score };
  /** of all labels of the comparable statements, how many squawk has a rule for */
  covered: { labels: number; of: number };
  byRule: Map<string, Score>;
  files: number;
  paces: Pace[];
}

/** Measures Lockstep and squawk on the corpus, and on 1,000 files made of it; installs squawk where it is missing. */
export async function lintFigures(): Promise<LintFigures> {
  await install('squawk', { packages: [squawkPackage] });
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-lint-'));
  try {
    const own = await ownVerdicts(corpus);
    const comparable = corpus.filter(({ wish }) => wish.tables === undefined && wish.version === 17);
    const theirs = await squawkVerdicts(comparable, join(folder, 'corpus'));
    const byRule = scores(theirs, squawkLabels);
    const on = lintRules.filter(({ off }) => !off).length;
    const labels = comparable.flatMap(({ expected }) => Object.keys(expected));
    return {
      statements: corpus.length,
      comparable: comparable.length,
      rules: { on, off: lintRules.length - on },
      own: total(scores(own, ownLabels).values()),
      shared: {
        own: total(scores(onlyShared(own, comparable), squawkLabels).values()),
        squawk: total(byRule.values()),
      },
      covered: { labels: labels.filter((name) => theirNames(name).length > 0).length, of: labels.length },
      byRule,
      files: fileCount,
      paces: await pacesOf(join(folder, 'thousand')),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function ownLabels({ expected }: Labelled): string[] {
  return Object.entries(expected).map(([rule, found]) => `${rule} ${found}`);
}

/** squawk's rules that one of ours stands for. Style and timeouts are left out: Lockstep has them off, and the labels leave them out. */
function theirNames(ours: string): string[] {
  return Object.entries(squawkRules).flatMap(([theirs, names]) =>
    names.includes(ours) && isJudged(theirs) ? [theirs] : [],
  );
}

function isJudged(theirs: string): boolean {
  const ours = squawkRules[theirs] ?? [];
  if (typeof ours === 'string' || theirs === 'require-lock-timeout') return false;
  return ours.some((name) => lintRules.some((rule) => rule.name === name && !rule.off));
}

/** Rules of squawk that speak of the same thing count as one, under the name of ours: it cannot know our names. */
function squawkLabels({ expected }: Labelled): string[] {
  return [...new Set(Object.keys(expected).flatMap((name) => (theirNames(name).length > 0 ? [topicOf(name)] : [])))];
}

/** What our rule and theirs have in common: our rules that share one of theirs are one topic. */
function topicOf(ours: string): string {
  const theirs = theirNames(ours);
  const family = lintRules
    .map(({ name }) => name)
    .filter((name) => theirNames(name).some((each) => theirs.includes(each)));
  return family.toSorted()[0] ?? ours;
}

function onlyShared(verdicts: Verdicts, comparable: Labelled[]): Verdicts {
  return new Map(
    comparable.map((labelled) => {
      const names = (verdicts.get(labelled) ?? []).map((verdict) => verdict.split(' ')[0] ?? '');
      return [labelled, [...new Set(names.filter((name) => theirNames(name).length > 0).map(topicOf))]];
    }),
  );
}

/** squawk's word on every statement, one file each; those that the tool wraps are told to it as such. */
async function squawkVerdicts(labelled: Labelled[], folder: string): Promise<Verdicts> {
  const verdicts: Verdicts = new Map(labelled.map((each) => [each, []]));
  for (const wrapped of [true, false]) {
    const group = labelled.filter(({ wish }) => (wish.transaction === 'each') === wrapped);
    const place = join(folder, String(wrapped));
    await mkdir(place, { recursive: true });
    const files = group.map((_, at) => join(place, `${at}.sql`));
    await Promise.all(group.map(({ sql }, at) => writeFile(files[at] ?? '', sql)));
    const assume = wrapped ? ['--assume-in-transaction'] : [];
    const output = ran(squawk, ['--reporter', 'json', '--pg-version', '17', ...assume, ...files]).stdout;
    for (const { file, rule_name: rule } of JSON.parse(output) as { file: string; rule_name: string }[]) {
      const names = squawkRules[rule];
      const each = group[files.indexOf(file)];
      if (each && isJudged(rule) && names !== undefined && typeof names !== 'string') {
        const topic = topicOf(names.find((name) => theirNames(name).length > 0) ?? '');
        const known = verdicts.get(each) ?? [];
        if (!known.includes(topic)) verdicts.set(each, [...known, topic]);
      }
    }
  }
  return verdicts;
}

async function pacesOf(folder: string): Promise<Pace[]> {
  const files = await writeFiles(folder);
  const published = join(root, 'dist/cli.js');
  const own = (program: string) =>
    ['lint', '--format', 'json', '--pg-version', '17', ...files].toSpliced(0, 0, program);
  const contenders = [
    { name: 'squawk 2.66.0', program: squawk, options: ['--reporter', 'json', '--pg-version', '17', ...files] },
    ...(existsSync(published)
      ? [{ name: 'Lockstep, command as published', program: process.execPath, options: own(published) }]
      : []),
    {
      name: 'Lockstep, command from its source',
      program: process.execPath,
      options: own(join(root, 'functions/cli.ts')),
    },
  ];
  const times = new Map<string, number[]>();
  const busy = new Map<string, number>();
  const memory = new Map<string, number>();
  // In turns, so that a busy moment of the machine meets them all.
  for (let turn = 0; turn < 6; turn += 1) {
    for (const { name, program, options } of contenders) {
      const began = performance.now();
      const { megabytes, busyMilliseconds } = ran(program, options, { folder });
      if (turn > 0) times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
      busy.set(name, Math.min(busy.get(name) ?? Infinity, busyMilliseconds));
      memory.set(name, Math.max(memory.get(name) ?? 0, megabytes));
    }
  }
  return contenders.map(({ name }) => ({
    name,
    milliseconds: median(times.get(name) ?? []),
    busyMilliseconds: busy.get(name) ?? Number.NaN,
    megabytes: memory.get(name) ?? 0,
  }));
}

/** Five labelled statements a file, in turns. */
async function writeFiles(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files = Array.from({ length: fileCount }, (_, at) => join(folder, `${String(at).padStart(4, '0')}.sql`));
  const textOf = (at: number) =>
    [0, 1, 2, 3, 4].map((part) => corpus[(at * 5 + part) % corpus.length]?.sql ?? '').join('\n\n');
  await Promise.all(files.map((file, at) => writeFile(file, `${textOf(at)}\n`)));
  return files;
}
