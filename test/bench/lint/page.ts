import { precision, recall, type Score } from '../../guards/migrations/lint/corpus/score.ts';
import type { Goal } from '../goals.ts';
import { goalTable, table } from '../table.ts';
import type { LintFigures, Pace } from './lint.ts';

const heading = '## Lint';

/** The page with the section on lint in it, in place of the one that it may have. */
export function withLint(page: string, section: string): string {
  const parts = page.split(/(?=^## )/m).filter((part) => !part.startsWith(`${heading}\n`));
  const next = parts.findIndex((part) => /^## (The GitHub Action|On AWS Lambda|What is measured)\n/.test(part));
  return parts.toSpliced(next < 0 ? parts.length : next, 0, `${section}\n\n`).join('');
}

export function lintSection(figures: LintFigures, measuredOn: string): string {
  const { statements, comparable, rules, own, shared, covered, files, paces } = figures;
  return [
    heading,
    `Written by \`npm run bench -- --lint --write\`. Measured on ${measuredOn}.`,
    goalTable(goalsOf(figures)),
    '### Right and wrong',
    `${statements} statements and migrations, labelled by hand with the reason for each label (test/guards/migrations/lint/corpus). ${rules.on} rules are on by default, ${rules.off} more are matters of style.`,
    table(
      ['', 'precision', 'recall', 'found rightly', 'missed', 'false alarms'],
      [
        rowOf(`Lockstep, all rules, with their classes (${statements} statements)`, own),
        rowOf(`Lockstep, only what squawk has a rule for (${comparable} statements)`, shared.own),
        rowOf(`squawk 2.66.0, only what it has a rule for (${comparable} statements)`, shared.squawk),
      ],
    ),
    `The labels are ours, so the first two rows say that our rules do what we mean, no more. The comparison leaves out what needs a database or a version before 17, rules of style, and timeouts. Rules of squawk that speak of the same thing count as one. squawk is told of the transaction (\`--assume-in-transaction\`) where there is one. Of ${covered.of} labels it has a rule for ${covered.labels}. Most of its false alarms are objects that the same file makes, which it exempts inside a transaction only; VACUUM FULL and CLUSTER it reports from version 19 on. Where squawk differs:`,
    table(
      ['what', 'found rightly', 'missed', 'false alarms'],
      [...figures.byRule]
        .filter(([, { missed, wrong }]) => missed + wrong > 0)
        .toSorted()
        .map(([name, { right, missed, wrong }]) => [name, ...[right, missed, wrong].map(String)]),
    ),
    `### ${files.toLocaleString('en')} files in one run`,
    table(
      ['', 'time', 'times squawk', 'processor time', 'memory at most'],
      paces.map(({ name, milliseconds, busyMilliseconds, megabytes }) => [
        name,
        `${Math.round(milliseconds)} ms`,
        (milliseconds / paceOf(paces, 'squawk')).toFixed(2),
        `${Math.round(busyMilliseconds)} ms`,
        `${Math.round(megabytes)} MB`,
      ]),
    ),
    'Five statements of the corpus a file, so nearly every file has something to report; both write all of it as JSON. Medians of five processes, in turns, after one that does not count; of the processor time the least. squawk is a native program; Lockstep starts Node and compiles the parser of PostgreSQL (WebAssembly) first.',
  ].join('\n\n');
}

function rowOf(name: string, score: Score): string[] {
  const { right, missed, wrong } = score;
  const shares = [precision(score), recall(score)].map((share) => share.toFixed(2));
  return [name, ...shares, ...[right, missed, wrong].map(String)];
}

function goalsOf({ own, paces }: LintFigures): Goal[] {
  const published = paces.find(({ name }) => name.includes('published'));
  const ratio = (published?.milliseconds ?? Number.NaN) / paceOf(paces, 'squawk');
  return [
    {
      text: 'precision and recall on the labelled statements are 1',
      met: precision(own) === 1 && recall(own) === 1,
      measured: `${precision(own).toFixed(2)} and ${recall(own).toFixed(2)}`,
    },
    {
      text: '1,000 files take at most twice as long as with squawk (command as published)',
      met: ratio <= 2,
      measured: `${ratio.toFixed(2)} times`,
    },
  ];
}

function paceOf(paces: Pace[], name: string): number {
  return paces.find((pace) => pace.name.startsWith(name))?.milliseconds ?? Number.NaN;
}
