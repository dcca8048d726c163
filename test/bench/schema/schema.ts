import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../../shared/embedded/postgres.ts';
import { install } from '../../histories/run-tool.ts';
import { median } from '../contender.ts';
import { delayed, roundTripOf } from '../delay.ts';
import { machineOf } from '../machine.ts';
import { type Comparer, comparers, migraPackage, type Pair, type Run } from './contenders.ts';
import { pairOf, planted } from './databases.ts';

/** What came of one way to compare. `missed`: of what is planted; `beside`: tables that it speaks of besides. */
export interface Figures {
  name: string;
  milliseconds: number;
  megabytes: number | null;
  missed: string[];
  beside: number;
  failure: string | null;
}

export interface Round {
  size: number;
  addedMs: number;
  roundTripMs: number;
  results: Figures[];
  /** as Lockstep counts them, on both sides; null where it said nothing */
  roundTrips: number | null;
}

/** All comparers on databases of these sizes, near and far. The server is as old as the `pg_dump` of this machine. */
export async function schemaRounds(sizes: number[], addedMs: number): Promise<{ rounds: Round[]; machine: string }> {
  await install('migra', { packages: [migraPackage] });
  const postgres = await startPostgres({ version: 15, settings: { autovacuum: 'off' } });
  const line = await delayed(postgres.url, addedMs);
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-schema-'));
  try {
    const rounds: Round[] = [];
    for (const size of sizes) {
      process.stderr.write(`making two databases of ${size} tables\n`);
      const near = { ...(await pairOf(postgres.url, size)), folder };
      const far = { from: line.url(near.from), to: line.url(near.to), folder };
      rounds.push(await roundAt(near, size, 0), await roundAt(far, size, addedMs));
    }
    return { rounds, machine: await machineOf(postgres.url) };
  } finally {
    line.stop();
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

/** In turns, so that a busy moment of the machine meets them all. */
async function roundAt(pair: Pair, size: number, addedMs: number): Promise<Round> {
  const present = comparers.filter(({ absent }) => absent() === null);
  const runs = new Map<Comparer, Run[]>(present.map((each) => [each, []]));
  for (let turn = 0; turn <= 5; turn += 1) {
    for (const comparer of present) {
      // The first turn warms the server's caches, and does not count where there are more.
      if (turn > comparer.runs(size, addedMs)) continue;
      process.stderr.write(`${size} tables, ${addedMs} ms added, turn ${turn}: ${comparer.name}\n`);
      runs.get(comparer)?.push(await comparer.run(pair));
    }
  }
  const results = comparers.map((each) => figuresOf(each, runs.get(each) ?? []));
  const said = runs.get(present[0] as Comparer)?.[0]?.output ?? '';
  const roundTrips = Number(/"roundTrips": ?(\d+)/.exec(said)?.[1] ?? Number.NaN);
  return { size, addedMs, roundTripMs: await roundTripOf(pair.from), results, roundTrips };
}

function figuresOf({ name, absent }: Comparer, all: Run[]): Figures {
  const [first] = all;
  if (first === undefined) {
    return { name, milliseconds: Number.NaN, megabytes: null, missed: [], beside: 0, failure: absent() };
  }
  const counted = all.length > 1 ? all.slice(1) : all;
  return {
    name,
    milliseconds: median(counted.map(({ milliseconds }) => milliseconds)),
    megabytes: first.megabytes === null ? null : Math.max(...all.map(({ megabytes }) => megabytes ?? 0)),
    missed: planted.filter(({ seen }) => !seen.test(first.output)).map(({ what }) => what),
    beside: besidesIn(first.output),
    failure: first.failure,
  };
}

function besidesIn(output: string): number {
  const spoken = [...output.matchAll(/\bt(\d+)\b/g)].map(([, number]) => Number(number));
  return new Set(spoken.filter((number) => number > planted.length)).size;
}
