import { join, resolve } from 'node:path';
import type { RestoreSettings } from '../../model/deploy-settings.ts';
import type { House } from '../../model/house.ts';
import type { Target } from '../../model/request.ts';
import type { RestorePoint } from '../../model/restore-point.ts';
import { version } from '../../model/version.ts';
import { expanded } from '../../request/target.ts';
import type { Maker, MakerSurroundings } from '../maker.ts';
import { isOver, newestFirst, stampOf, stampToCome } from '../names.ts';
import { planned, refused } from '../refused.ts';
import { commandsBack, writeScripts } from './back.ts';
import { type Connection, connectionOf, withVariables } from './connection.ts';
import { type DumpedDatabase, readDatabase } from './database.ts';
import { bytesFree, bytesIn, type Dump, dumpsOf, fillFolder, folderOf, removeFolder, removeHalves } from './folders.ts';
import { type Program, programFor, runProgram } from './program.ts';

type Settings = Extract<RestoreSettings, { method: 'pg-dump' }>;

interface Work extends MakerSurroundings {
  target: Target;
  settings: Settings;
  /** absolute */
  directory: string;
  binaries: string | undefined;
}

/** What a dump is begun with. */
interface Prepared {
  database: DumpedDatabase;
  program: Program;
  free: number;
}

/** Dumps of a database on this machine, by `pg_dump` in its directory format: for any server that there is. */
export function pgDumpMaker(target: Target, settings: Settings, surroundings: MakerSurroundings): Maker {
  const set = (name: 'directory' | 'binaries', text: string) =>
    expanded(text, `targets.${target.name}.restore.${name}`, surroundings.environment);
  const work = {
    ...surroundings,
    target,
    settings,
    directory: resolve(set('directory', settings.directory)),
    binaries: settings.binaries === undefined ? undefined : set('binaries', settings.binaries),
  };
  return {
    method: 'pg-dump',
    plan: () => planned(() => look(work), `${target.name} is dumped into ${work.directory}`),
    make: () => make(work),
    list: () => list(work),
    prune: () => prune(work),
  };
}

async function look(work: Work): Promise<{ sentence: string; back: string[] }> {
  const { database, program, free } = await prepare(work);
  const { target, settings, directory } = work;
  const folder = join(folderOf(directory, target.name), stampToCome);
  const size = `the database takes ${inUnits(database.bytes)}, ${inUnits(free)} are free`;
  const dumped = { folder, database: database.name, stamp: stampToCome, jobs: settings.jobs, ...program };
  const { lacks } = database;
  return {
    sentence: `${program.versionText} dumps ${database.name} of ${database.versionText} into ${folder}, ${settings.jobs} tables at once; ${size}${lacks === null ? '' : `; to go back: ${lacks}`}`,
    back: commandsBack({ ...dumped, lacks }, await connectionOf(target)),
  };
}

/** A compressed dump without indexes is rarely under a tenth of what the database takes. */
const leastShare = 0.1;

async function prepare(work: Work): Promise<Prepared> {
  const { target, environment, directory, binaries } = work;
  const database = await readDatabase(target, work);
  const program = await programFor(database, { folder: binaries, path: environment.PATH });
  const free = await bytesFree(directory);
  if (free >= database.bytes * leastShare) return { database, program, free };
  throw refused(
    `${inUnits(free)} are free at ${directory}, and ${database.name} takes ${inUnits(database.bytes)}`,
    'make room, or name another "directory" in the target\'s restore settings',
  );
}

async function make(work: Work): Promise<RestorePoint> {
  const { target, settings, directory, house } = work;
  house.progress.step(`looking at ${target.name}`);
  const { database, program } = await prepare(work);
  const connection = await connectionOf(target);
  const at = new Date();
  const { folder, dump } = await fillFolder({ directory, target: target.name, at }, async (half) => {
    await writeScripts(half, database, { database: database.name, stamp: stampOf(at) });
    const into = join(half, 'dump');
    const words = ['--format', 'directory', '--file', into, '--jobs', String(settings.jobs)];
    const limits = ['--lock-wait-timeout', `${work.limits.statementSeconds}s`];
    await withVariables(connection, work.environment, async (variables) => {
      const watched = watching({ house, folder: into, database });
      const hear = watched.hear;
      const options = ['--no-password', '--verbose', ...limits];
      await runProgram(program.path, [...words, ...options], { variables, house, hear }).finally(watched.end);
    });
    return dumpOf(work, { database, program, at, connection });
  });
  return pointOf(work, { folder, dump, connection });
}

/** Says how many tables are through, and how much is written. */
function watching({ house, folder, database }: { house: House; folder: string; database: DumpedDatabase }) {
  let done = 0;
  const tell = async () => {
    house.progress.step(`dumping ${database.name}, ${inUnits(await bytesIn(folder))} written,`);
    house.progress.advance(done, database.tables);
  };
  const timer = setInterval(tell, 500).unref();
  void tell();
  return {
    hear(line: string) {
      if (/finished item \d+ TABLE DATA/.test(line)) house.progress.advance(++done, Math.max(done, database.tables));
    },
    end: () => clearInterval(timer),
  };
}

function dumpOf(
  { target, settings }: Work,
  { database, program, at, connection }: Omit<Prepared, 'free'> & { at: Date; connection: Connection },
): Omit<Dump, 'bytes'> {
  return {
    lockstep: version,
    target: target.name,
    at: at.toISOString(),
    host: connection.address.host,
    port: connection.address.port,
    database: database.name,
    server: database.versionText,
    program: program.versionText,
    major: program.major,
    path: program.path,
    jobs: settings.jobs,
    lacks: database.lacks,
  };
}

function pointOf(
  { target }: Work,
  { folder, dump, connection }: { folder: string; dump: Dump; connection: Connection },
): RestorePoint {
  const stamp = stampOf(new Date(dump.at));
  const pinned =
    target.fingerprint === null
      ? ''
      : `; the database gets another fingerprint, which then belongs into targets.${target.name}.fingerprint`;
  return {
    id: stamp,
    method: 'pg-dump',
    target: target.name,
    place: folder,
    at: dump.at,
    expiresAt: null,
    back: commandsBack({ ...dump, folder, stamp }, connection),
    loses: `everything that was written to ${dump.database} since ${dump.at} (it stays in a database beside it)${pinned}`,
  };
}

async function list(work: Work): Promise<RestorePoint[]> {
  const connection = await connectionOf(work.target);
  const found = await ownDumps(work, connection);
  return newestFirst(found.map(({ folder, dump }) => pointOf(work, { folder, dump, connection })));
}

/** What is only called "default" may be another database each time: then the place has to be the same. */
async function ownDumps({ directory, target }: Work, { address }: Connection) {
  const found = await dumpsOf(directory, target.name);
  const here = ({ host, port, database }: Dump) =>
    host === address.host && port === address.port && (address.database ?? database) === database;
  return target.name === 'default' ? found.filter(({ dump }) => here(dump)) : found;
}

async function prune(work: Work): Promise<RestorePoint[]> {
  const { directory, target, settings } = work;
  const old = (await list(work)).filter(({ at }) => isOver(at, settings.keepDays));
  for (const { place } of old) await removeFolder(place);
  await removeHalves(directory, target.name);
  return old;
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** "12.3 GB" */
function inUnits(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const number = bytes / 1000 ** power;
  return `${number.toFixed(power === 0 || number >= 100 ? 0 : 1)} ${units[power]}`;
}
