import { lintRules } from '../guards/migrations/lint/index.ts';
import { ownRules } from '../guards/migrations/linting/own-rules.ts';
import type { LintRule, LockMode } from '../guards/migrations/linting/rule.ts';
import { squawkRules } from '../guards/migrations/linting/squawk-rules.ts';
import { wrap } from './wrap.ts';

/** The names of all lint rules, in the order of the alphabet. */
export const lintRuleNames: string[] = lintRules.map(({ name }) => name).sort();

/** One lint rule, explained for the terminal; null where there is none of that name. */
export function explainLintRule(name: string, width = 80): string | null {
  const rule = lintRules.find((each) => each.name === name);
  const own = ownRules.find((each) => each.name === name);
  if (own) return [name, ...[own.title, own.why].map((text) => wrap(text, width).join('\n'))].join('\n\n');
  if (!rule) return null;
  const lines = (text: string) => wrap(text, width).join('\n');
  const indented = (sql: string) => sql.replaceAll(/^/gm, '    ');
  const steps = (rule.recipe ?? []).map((step, at) => lines(`${at + 1}. ${step}`)).join('\n');
  const sections = [
    rule.name,
    lines(rule.title),
    lines(factsOf(rule).join(' ')),
    'WHY IT MATTERS',
    lines(rule.why),
    ...(rule.versions === '' ? [] : ['VERSIONS', lines(rule.versions)]),
    'UNSAFE',
    indented(pretty(rule.example.unsafe)),
    'SAFE',
    indented(pretty(rule.example.safe)),
    ...(steps === '' ? [] : ['STEP BY STEP', steps]),
    'TO ALLOW IT',
    indented(allowance(rule)),
  ];
  return sections.join('\n\n');
}

/** The whole of docs/lint.md. */
export function lintPage(): string {
  const rules = lintRules.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const on = rules.filter(({ off }) => !off);
  const off = rules.filter(({ off }) => off);
  return `${[
    introduction,
    tableOf(on),
    '## Rules',
    ...on.map(section),
    '## Rules of style',
    'These are off. `migrations.lint` of the configuration turns one on: `"lint": { "prefer-text-field": "careful" }`.',
    ...off.map(section),
    '## What lint says besides',
    ownRules.map(({ name, title, why }) => `- \`${name}\`: ${title} ${why}`).join('\n'),
    '## For those who know squawk',
    squawkTable(),
  ].join('\n\n')}\n`;
}

function section(rule: LintRule): string {
  const { name, title, why, versions, recipe, example } = rule;
  return [
    `### ${name}`,
    `**${title}**`,
    why,
    factsOf(rule).join(' '),
    ...(versions === '' ? [] : [`*Versions.* ${versions}`]),
    fence(`-- unsafe\n${pretty(example.unsafe)}\n\n-- safe\n${pretty(example.safe)}`),
    ...(recipe ? [`*Step by step.*\n\n${recipe.map((step, at) => `${at + 1}. ${step}`).join('\n')}`] : []),
  ].join('\n\n');
}

function factsOf({ class: own, hazard, lock }: LintRule): string[] {
  const blocked = lock === null ? 'No lock on a table that anybody waits for.' : `${lockName(lock)}: ${blocks[lock]}.`;
  return [`Class: ${own}.`, blocked, weights[hazard]].filter((fact) => fact !== '');
}

/** As SQL and the documentation write it. */
function lockName(lock: LockMode): string {
  return lock
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}

/** https://www.postgresql.org/docs/current/explicit-locking.html#TABLE-LOCK-COMPATIBILITY */
const blocks: Record<LockMode, string> = {
  AccessShareLock: 'only what needs the table for itself waits',
  RowShareLock: 'readers and writers go on',
  RowExclusiveLock: 'readers and other writers go on, but for those of the same rows',
  ShareUpdateExclusiveLock: 'readers and writers go on; other DDL and VACUUM wait',
  ShareLock: 'writers wait, readers go on',
  ShareRowExclusiveLock: 'writers wait, readers go on',
  ExclusiveLock: 'writers wait, readers go on, but for SELECT FOR UPDATE',
  AccessExclusiveLock: 'writers and readers wait',
};

const weights: Record<LintRule['hazard'], string> = {
  scan: 'It takes as long as the table is large, so on a small and quiet table it is safe.',
  rewrite: 'It takes as long as the table is large, so on a small and quiet table it is safe.',
  build: 'It takes as long as the table is large, so on a small and quiet table it is safe.',
  lock: 'It is brief, so on a small and quiet table it is safe.',
  data: 'It is safe only on a table that is known to be empty.',
  loss: 'On a table that is known to be empty it is careful: running code may name it all the same.',
  compatibility: '',
  failure: '',
  opaque: '',
};

function tableOf(rules: LintRule[]): string {
  const rows = rules.map(
    ({ name, class: own, lock, title }) =>
      `| [${name}](#${name}) | ${own} | ${lock === null ? '' : lockName(lock)} | ${title.replaceAll('|', '\\|')} |`,
  );
  return ['| rule | class | lock | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function squawkTable(): string {
  const rows = Object.entries(squawkRules).map(([theirs, ours]) => {
    const said = typeof ours === 'string' ? ours : ours.map((name) => `[${name}](#${name})`).join(', ');
    return `| ${theirs} | ${said} |`;
  });
  return ['| squawk 2.66 | Lockstep |', '| --- | --- |', ...rows].join('\n');
}

function allowance({ name }: LintRule): string {
  return `-- lockstep: allow ${name} because <reason>`;
}

/** One statement a line, but for bodies in dollar quotes. */
function pretty(sql: string): string {
  return sql.includes('$$') || /'BEGIN /.test(sql) ? sql : sql.replaceAll(/; (?=[A-Z])/g, ';\n');
}

function fence(sql: string): string {
  return `\`\`\`sql\n${sql}\n\`\`\``;
}

const introduction = `# Lint rules

<!-- Made by "npm run docs" from shared/guards/migrations/lint. Change the rules there. -->

What \`lockstep lint\` and the check before a deploy say of SQL that is still to be applied.
\`lockstep explain <rule>\` shows the same in a terminal. Statements are read by PostgreSQL's own parser. A rule has a class:

| class | meaning | finding |
| --- | --- | --- |
| dangerous | it breaks running code, loses data, or keeps people waiting for as long as a table is large | \`block\` |
| careful | a person should look, or it is safe only while few use the table | \`warn\` |
| safe | nothing on this database | none |

**With a database at hand the class is that of this database.** A table is small and quiet with at most 10,000 rows
(\`migrations.smallRows\`), at most 8 MB, and less than one write a second (\`migrations.busyWrites\`). Where readers wait
as well, a small table with ten reads a second and more is careful. Rows that would be in the way (no
value before SET NOT NULL, duplicates before UNIQUE, orphans before a foreign key) are counted.

**What the same migration makes is exempt:** nobody uses it yet. So is what \`lock_timeout\` makes harmless.

**To do it all the same,** say why, above the statement or behind it; an allowance that allows nothing is reported:

\`\`\`sql
-- lockstep: allow drop-column because nothing reads it since release 41
ALTER TABLE users DROP COLUMN nickname;
\`\`\`

\`migrations.lint\` of the configuration gives a rule another class, or turns it off:
\`"lint": { "drop-column": "careful", "create-trigger": "off" }\`.

The locks are measured: a test runs the unsafe statement of every rule on each version of PostgreSQL and reads \`pg_locks\`.`;
