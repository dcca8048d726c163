import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { compared } from '../lockstep.ts';

const root = join(import.meta.dirname, '../../..');
export const migraPackage = '@pgkit/migra@0.6.1';
const migra = join(root, 'node_modules/.cache/lockstep/tools/migra/node_modules/@pgkit/migra/dist/command.js');
const apgdiff = '/usr/share/java/apgdiff-2.7.jar';

/** Two databases, and a folder for what is written in between. */
export interface Pair {
  from: string;
  to: string;
  folder: string;
}

/** One way to compare two schemas, new connections or a new process each time. `from` is what should be. */
export interface Comparer {
  name: string;
  /** how many turns are measured, one besides that does not count; 0: one alone, of what takes minutes */
  runs: (size: number, addedMs: number) => number;
  absent: () => string | null;
  run: (pair: Pair) => Promise<Run>;
}

/** What one run took, and said. */
export interface Run {
  milliseconds: number;
  /** of the largest of its processes; null where it has none of its own */
  megabytes: number | null;
  output: string;
  failure: string | null;
}

/** Without psql's own `restrict`, a new random word each time, which differs always and stops apgdiff. */
const dump = (url: string, file: string) => `pg_dump -s '${url}' | grep -v '^.\\(un\\)*restrict ' > ${file}`;
const dumps = ({ from, to, folder }: Pair) =>
  `${dump(from, `${folder}/from.sql`)} & ${dump(to, `${folder}/to.sql`)} & wait`;
const missing = (path: string) => (existsSync(path) ? null : 'not installed here');
const published = join(root, 'dist/cli.js');

const compare = ({ from, to }: Pair) => ['compare', '--from', from, '--to', to, '-f', 'json'];

export const comparers: Comparer[] = [
  {
    name: 'Lockstep, library',
    runs: () => 5,
    absent: () => null,
    async run({ from, to }) {
      const began = performance.now();
      const report = await compared(from, to);
      return {
        milliseconds: performance.now() - began,
        megabytes: null,
        output: JSON.stringify(report),
        failure: report.verdict === 'unknown' ? report.summary : null,
      };
    },
  },
  {
    name: 'Lockstep, command as published',
    runs: () => 5,
    absent: () => missing(published),
    run: (pair) => runOf([process.execPath, published, ...compare(pair)]),
  },
  {
    name: 'Lockstep, command from its source',
    runs: () => 3,
    absent: () => null,
    run: (pair) => runOf([process.execPath, join(root, 'functions/cli.ts'), ...compare(pair)]),
  },
  {
    name: 'pg_dump of both at once, and diff',
    runs: (size, addedMs) => (size > 1000 && addedMs > 0 ? 0 : 5),
    absent: () => missing('/usr/bin/pg_dump'),
    run: (pair) => runOf(['sh', '-c', `${dumps(pair)}; diff -U0 ${pair.folder}/to.sql ${pair.folder}/from.sql`]),
  },
  {
    name: 'migra (@pgkit/migra 0.6.1)',
    runs: (size) => (size > 1000 ? 0 : 3),
    absent: () => missing(migra),
    run: ({ from, to }) => runOf([process.execPath, migra, 'run', to, from, '--unsafe']),
  },
  {
    name: 'pg_dump of both at once, and apgdiff 2.7.0',
    runs: (size) => (size > 1000 ? 0 : 3),
    absent: () => missing(apgdiff),
    run: (pair) =>
      runOf([
        ...['sh', '-c'],
        `${dumps(pair)}; java -jar ${apgdiff} --ignore-start-with ${pair.folder}/to.sql ${pair.folder}/from.sql`,
      ]),
  },
];

const patienceMs = 240_000;

/** Runs a command to its end, under GNU time where that is there, for the memory. */
async function runOf(words: string[]): Promise<Run> {
  const time = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', 'most %M'] : [];
  const [program = '', ...rest] = [...time, ...words];
  const began = performance.now();
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], timeout: patienceMs, killSignal: 'SIGKILL' });
  const [[code], output, errors] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  const milliseconds = performance.now() - began;
  const megabytes = Number(/^most (\d+)$/m.exec(errors)?.[1] ?? Number.NaN) / 1024;
  const crashed = code === null ? `nothing after ${patienceMs / 1000} s` : failureIn(errors);
  return { milliseconds, megabytes, output, failure: crashed };
}

/** Exit codes say "different" as well: a crash is known by its trace. */
function failureIn(errors: string): string | null {
  return /pg_dump: error: .*$|^.*(Exception|heap out of memory|Error: ).*$/m.exec(errors)?.[0].slice(0, 120) ?? null;
}
