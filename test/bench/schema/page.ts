import type { Goal } from '../goals.ts';
import { goalTable, table } from '../table.ts';
import type { Figures, Round } from './schema.ts';

const heading = '## Schema';

/** The page with the section on comparing schemas in it, in place of the one that it may have. */
export function withSchema(page: string, section: string): string {
  const parts = page.split(/(?=^## )/m).filter((part) => !part.startsWith(`${heading}\n`));
  const next = parts.findIndex((part) =>
    /^## (Migrations|Lint|The GitHub Action|On AWS Lambda|What is measured)\n/.test(part),
  );
  return parts.toSpliced(next < 0 ? parts.length : next, 0, `${section}\n\n`).join('');
}

export function schemaSection(rounds: Round[], measuredOn: string): string {
  return [
    heading,
    `Written by \`npm run bench -- --schema --write\`. Measured on ${measuredOn}.`,
    goalTable(goalsOf(rounds)),
    ...rounds.map(roundOf),
    'Every table has five columns, a primary key, two more indexes (one of them partial) and a foreign key; ten tables of the second database differ in one thing each. All but the library are processes of their own, started anew each time, in turns; medians of five (of three, where one takes seconds), after one that does not count; what takes minutes runs once. Memory is that of the largest process. The server is PostgreSQL 15, the newest that the `pg_dump` here can read. “Besides” counts tables without a difference that the output speaks of. pg_dump locks every table: two at once of 10,000 tables find no room in the server’s table of locks, each of which somebody else may need; one alone takes six seconds.',
  ].join('\n\n');
}

function roundOf({ size, addedMs, roundTripMs, results }: Round): string {
  const own = results[0]?.milliseconds ?? Number.NaN;
  const added = addedMs === 0 ? 'no added round-trip time' : `${addedMs} ms added to a round trip`;
  return [
    `### ${size.toLocaleString('en')} tables, ${added} (${roundTripMs.toFixed(1)} ms)`,
    table(
      ['', 'time', 'times Lockstep', 'memory at most', 'missed of 10', 'besides'],
      results.map((figures) => rowOf(figures, own)),
    ),
  ].join('\n\n');
}

function rowOf({ name, milliseconds, megabytes, missed, beside, failure }: Figures, own: number): string[] {
  if (failure !== null) return [name, `failed: ${failure.replaceAll('|', '/')}`, '', '', '', ''];
  return [
    name,
    `${Math.round(milliseconds)} ms`,
    (milliseconds / own).toFixed(1),
    megabytes === null ? '' : `${Math.round(megabytes)} MB`,
    missed.length === 0 ? '0' : `${missed.length}: ${missed.join(', ')}`,
    String(beside),
  ];
}

function goalsOf(rounds: Round[]): Goal[] {
  const at = (size: number, addedMs = 0) => rounds.find((round) => round.size === size && round.addedMs === addedMs);
  const own = (round: Round | undefined) => round?.results[0];
  const middle = at(2000);
  const rivals = (middle?.results ?? []).filter(({ name, failure }) => !name.startsWith('Lockstep') && !failure);
  const slower = rivals.map(({ milliseconds }) => milliseconds / (own(middle)?.milliseconds ?? Number.NaN));
  const growth = (own(at(10_000))?.milliseconds ?? Number.NaN) / (own(middle)?.milliseconds ?? Number.NaN);
  const memory = at(10_000)?.results.find(({ name }) => name.includes('published'))?.megabytes ?? Number.NaN;
  const trips = Math.max(...rounds.map(({ roundTrips }) => roundTrips ?? Number.NaN));
  return [
    {
      text: '2,000 tables: at least five times faster than every peer',
      met: Math.min(...slower) >= 5,
      measured: slower.map((times) => times.toFixed(1)).join(', '),
    },
    {
      text: 'growth is linear: 10,000 tables take at most five times as long as 2,000',
      met: growth <= 5,
      measured: `${growth.toFixed(1)} times`,
    },
    { text: '10,000 tables: less than 300 MB', met: memory < 300, measured: `${Math.round(memory)} MB` },
    { text: 'at most 12 round trips', met: trips <= 12, measured: String(trips) },
  ];
}
