import type { Goal } from '../goals.ts';
import { goalTable, table } from '../table.ts';
import type { MigrationFigures } from './migrations.ts';
import { count } from './repositories.ts';

const heading = '## Migrations';

/** The page with the section on migrations in it, in place of the one that it may have. */
export function withMigrations(page: string, section: string): string {
  const parts = page.split(/(?=^## )/m).filter((part) => !part.startsWith(`${heading}\n`));
  const next = parts.findIndex((part) => /^## (Lint|The GitHub Action|On AWS Lambda|What is measured)\n/.test(part));
  return parts.toSpliced(next < 0 ? parts.length : next, 0, `${section}\n\n`).join('');
}

export function migrationSection(figures: MigrationFigures, measuredOn: string): string {
  const { manifests, checks, lintLoad } = figures;
  const number = count.toLocaleString('en');
  return [
    heading,
    `Written by \`npm run bench -- --migrations --write\`. Measured on ${measuredOn}.`,
    goalTable(goalsOf(figures)),
    `### \`lockstep manifest\` of ${number} migrations`,
    table(
      ['tool', 'the whole command', 'the manifest'],
      manifests.map(({ tool, command, kilobytes }) => [tool, `${Math.round(command)} ms`, `${kilobytes} KB`]),
    ),
    `### Check of ${number} migrations of Prisma that are all applied`,
    table(
      ['added to each round trip', 'check', 'round trips'],
      checks.map(({ addedMs, milliseconds, roundTrips }) => [
        `${addedMs} ms`,
        `${Math.round(milliseconds)} ms`,
        String(roundTrips),
      ]),
    ),
    `Connecting included, its round trips not counted. Where migrations are pending, lint asks for their tables in one more. The first time that a Lambda lints, it reads lint and PostgreSQL's parser from their own files and compiles them: ${Math.round(lintLoad)} ms. A start without it reads neither.`,
    'Medians of five, after one that does not count.',
  ].join('\n\n');
}

function goalsOf({ manifests, checks }: MigrationFigures): Goal[] {
  const prisma = manifests.find(({ tool }) => tool === 'prisma');
  const most = Math.max(...checks.map(({ roundTrips }) => roundTrips));
  return [
    {
      text: `the manifest of ${count.toLocaleString('en')} Prisma migrations takes less than a second`,
      met: (prisma?.command ?? Number.NaN) < 1000,
      measured: `${Math.round(prisma?.command ?? 0)} ms`,
    },
    { text: 'its check needs at most 3 round trips', met: most <= 3, measured: String(most) },
  ];
}
