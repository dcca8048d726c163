/** `npm run bench`: measures Lockstep beside everything else that looks at sequences; see docs/benchmarks.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../shared/embedded/postgres.ts';
import { actionFigures } from './action/action.ts';
import { actionSection, withAction } from './action/page.ts';
import { connected } from './connection.ts';
import { type Contender, measure, type Place, type Result } from './contender.ts';
import { contenders } from './contenders/index.ts';
import { type Delayed, delayed, roundTripOf } from './delay.ts';
import { lambdaFigures } from './lambda/lambda.ts';
import { lambdaSection, withLambda } from './lambda/page.ts';
import { lintFigures } from './lint/lint.ts';
import { lintSection, withLint } from './lint/page.ts';
import { mostLocksOf } from './locks.ts';
import { machineOf } from './machine.ts';
import type { Measurements, Round } from './measurements.ts';
import { migrationFigures } from './migrations/migrations.ts';
import { migrationSection, withMigrations } from './migrations/page.ts';
import { pageOf } from './page.ts';
import { repairUnderLoad } from './repair/repair.ts';
import { schemaSection, withSchema } from './schema/page.ts';
import { schemaRounds } from './schema/schema.ts';
import { behindOf, databaseOf } from './tables.ts';

const { values } = parseArgs({
  options: {
    tables: { type: 'string', multiple: true },
    write: { type: 'boolean' },
    delay: { type: 'string' },
    action: { type: 'boolean' },
    lambda: { type: 'boolean' },
    lint: { type: 'boolean' },
    migrations: { type: 'boolean' },
    schema: { type: 'boolean' },
  },
});
const sizes = (values.tables ?? ['1000', '10000']).map(Number);
const addedMs = Number(values.delay ?? 5);
/** Sections that can be asked for alone, in their order from below. */
const sections = [
  { name: 'action', put: withAction, measure: measureAction },
  { name: 'lambda', put: withLambda, measure: measureLambda },
  { name: 'lint', put: withLint, measure: measureLint },
  { name: 'migrations', put: withMigrations, measure: measureMigrations },
  { name: 'schema', put: withSchema, measure: measureSchema },
] as const;
const only = sections.some(({ name }) => values[name]);
const page = join(import.meta.dirname, '../../docs/benchmarks.md');

const postgres = await startPostgres({ version: 17, settings: { autovacuum: 'off' } });
const line = await delayed(postgres.url, addedMs);
try {
  const parts = await measureParts(postgres.url);
  const rest = only ? await readFile(page, 'utf8') : pageOf(await measureAll(postgres.url));
  const text = parts.reduce((whole, { section, put }) => put(whole, section), rest);
  process.stdout.write(only ? `${parts.map(({ section }) => section).join('\n\n')}\n` : text);
  if (values.write) await writeFile(page, text);
} finally {
  line.stop();
  await postgres.stop();
}

/** Those that are asked for; without a wish all. */
async function measureParts(server: string) {
  const parts: { section: string; put: (page: string, section: string) => string }[] = [];
  for (const { name, put, measure } of sections) {
    if (!only || values[name]) parts.push({ put, section: await measure(server) });
  }
  return parts;
}

async function measureMigrations(server: string): Promise<string> {
  say('manifests and checks of a thousand migrations');
  return migrationSection(await migrationFigures(server, line, addedMs), await machineOf(server));
}

async function measureAction(server: string): Promise<string> {
  say('the GitHub Action');
  return actionSection(await actionFigures(server, line, addedMs), await machineOf(server));
}

/** With `--tables`, of those sizes. */
async function measureSchema(): Promise<string> {
  const { rounds, machine } = await schemaRounds((values.tables ?? ['200', '2000', '10000']).map(Number), addedMs);
  return schemaSection(rounds, machine);
}

async function measureLambda(server: string): Promise<string> {
  say('the functions of AWS Lambda');
  return lambdaSection(await lambdaFigures(server, addedMs), await machineOf(server));
}

async function measureLint(server: string): Promise<string> {
  say('lint beside squawk');
  return lintSection(await lintFigures(), await machineOf(server));
}

async function measureAll(server: string): Promise<Measurements> {
  const rounds: Round[] = [];
  let locks = { size: 0, most: 0, samples: 0 };
  for (const size of sizes) {
    say(`making ${size} tables`);
    const url = await databaseOf(server, size);
    locks = { size, ...(await mostLocksOf(url)) };
    rounds.push(...(await roundsOf({ url, size, line })));
  }
  say('fix while eight sessions write');
  return { machine: await machineOf(server), rounds, locks, repair: await repairUnderLoad(server) };
}

/** Those that change the sequences come last, when nobody else looks at them any more. */
async function roundsOf({ url, size, line }: { url: string; size: number; line: Delayed }): Promise<Round[]> {
  const readers = contenders.filter(({ changes }) => !changes);
  const near = { url, size, delayed: false };
  const far = { url: line.url(url), size, delayed: true };
  const rounds = [await roundAt(near, readers, { addedMs: 0 }), await roundAt(far, readers, { addedMs })];
  await connected(url, (session) => session.rows('ANALYZE'));
  const rivals = readers
    .filter(({ kind, runs }) => kind !== 'peer' && runs === 5)
    .map((each) => ({ ...each, runs: 3 }));
  const analysed = await roundAt(near, rivals, { addedMs: 0, analysed: true });
  const changers = contenders.filter(({ changes }) => changes);
  rounds[0]?.results.push(...(await measure(changers, near, behindOf(size))));
  rounds[1]?.results.push(...(await measure(changers, far, behindOf(size))));
  for (const round of rounds) round.results.sort((one, other) => orderOf(one) - orderOf(other));
  return [...rounds, analysed];
}

async function roundAt(
  place: Place,
  all: Contender[],
  { addedMs, analysed = false }: { addedMs: number; analysed?: boolean },
): Promise<Round> {
  say(`${place.size} sequences, ${addedMs} ms added${analysed ? ', analysed' : ''}`);
  const results = await measure(all, place, behindOf(place.size));
  return { size: place.size, addedMs, roundTripMs: await roundTripOf(place.url), analysed, results };
}

function orderOf({ contender }: Result): number {
  return contenders.findIndex(({ name }) => name === contender.name);
}

function say(text: string): void {
  process.stderr.write(`${((performance.now() / 1000) | 0).toString().padStart(4)} s  ${text}\n`);
}
