import { contenders } from './contenders/index.ts';
import { goalsOf } from './goals.ts';
import { fastest, type Measurements, type Round } from './measurements.ts';
import { behindTables } from './repair/tables.ts';
import { goalTable, table } from './table.ts';

/** docs/benchmarks.md, which is also what a run prints. */
export function pageOf(measurements: Measurements): string {
  const { machine, rounds } = measurements;
  return [
    '# Benchmarks',
    `Written by \`npm run bench -- --write\`, which takes about five minutes; \`--tables 1000\` runs the small half, \`--lambda\` the section on AWS Lambda alone. Measured on ${machine}.`,
    '## Goals',
    goalTable(goalsOf(measurements)),
    ...rounds.flatMap((round) => [`## ${headingOf(round)}`, resultTable(round)]),
    '## Fix while others write',
    repairText(measurements),
    '## What is measured',
    setting,
    ...contenders.map(({ name, explanation }) => `- **${name}**: ${explanation}`),
  ]
    .join('\n\n')
    .replaceAll(/\n\n- /g, '\n- ')
    .replace('\n- **', '\n\n- **')
    .concat('\n');
}

const setting = `One PostgreSQL on the same machine at its default settings, but for fsync, synchronous_commit and full_page_writes (off) and autovacuum (off, so that nothing changes in between). Every table has a primary key and one more index; half of the sequences are serial, half identity; one table in ten has 100 rows, the others are empty; 5 % of the sequences are behind. Nothing is analysed, as after a restore, but where it says so. Every run opens a new connection or starts a new process. The contenders take turns; figures are medians of five turns (of the commands and of what is analysed three), after one that does not count; the loop and the wiki run once. A time-keeping TCP proxy, a process of its own, adds to the round trip; "extrapolated" was measured on 500 sequences.`;

function headingOf({ size, addedMs, roundTripMs, analysed }: Round): string {
  const added = addedMs === 0 ? 'no round-trip time added' : `${addedMs} ms of round-trip time added`;
  return `${size.toLocaleString('en')} sequences, ${added} (${roundTripMs.toFixed(1)} ms in all)${analysed ? ', analysed' : ''}`;
}

function resultTable(round: Round): string {
  const floor = fastest(round, 'floor', 'equal')?.milliseconds ?? Number.NaN;
  const rows = round.results.map((result) => {
    const { name } = result.contender;
    if ('failure' in result) return [name, '', '', '', '', result.failure];
    const { milliseconds, answer } = result;
    const notes = [
      result.milliseconds === floor ? 'the floor' : '',
      answer.extrapolatedMs === undefined ? '' : 'extrapolated',
      answer.peakMegabytes === undefined ? '' : `${Math.round(answer.peakMegabytes)} MB at most`,
      result.contender.easier ?? '',
    ];
    return [
      name,
      `${Math.round(milliseconds).toLocaleString('en')} ms`,
      (milliseconds / floor).toFixed(milliseconds / floor < 10 ? 2 : 0),
      answer.roundTrips?.toLocaleString('en') ?? '',
      answer.behind?.toLocaleString('en') ?? '',
      notes.filter(Boolean).join(', '),
    ];
  });
  return table(['', 'time', 'times the floor', 'round trips', 'found behind', ''], rows);
}

function repairText({ repair }: Measurements): string {
  const { without, during, reports } = repair;
  const methods = Object.entries(
    Object.groupBy(
      reports.flatMap(({ changes }) => changes),
      ({ method }) => method,
    ),
  );
  const rows = Object.entries({ undisturbed: without, 'while fix runs': during }).map(([name, inserts]) => [
    name,
    inserts.count.toLocaleString('en'),
    inserts.collided.toLocaleString('en'),
    ...[inserts.p50, inserts.p99, inserts.max].map((time) => `${time.toFixed(1)} ms`),
  ]);
  const runs = reports.map(({ durationMs, roundTrips }) => `${durationMs} ms in ${roundTrips} round trips`).join(', ');
  return [
    `Eight sessions insert, each every six milliseconds or so, half of the time into tables that stay healthy and half into ${behindTables.toLocaleString('en')} that fall behind and are repaired, three times.`,
    table(['inserts', 'number', 'duplicate keys', 'p50', 'p99', 'longest'], rows),
    `The three fixes took ${runs}, and moved sequences ${methods.map(([method, all]) => `${all?.length} times by ${method}`).join(', ')}.`,
  ].join('\n\n');
}
