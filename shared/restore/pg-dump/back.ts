import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { shellComment, shellWord } from '../../model/shell.ts';
import { commentLine, doBlock, identifier, literal } from '../../session/sql.ts';
import { endSessions, sessionsLeft } from '../sessions.ts';
import { type Connection, placeOf } from './connection.ts';
import type { DumpedDatabase } from './database.ts';

/** One dump, as the way back needs it. */
interface Dumped {
  folder: string;
  /** the database's name */
  database: string;
  stamp: string;
  jobs: number;
  /** major version of the program that made it */
  major: number;
  /** that program: its name, where PATH leads to it */
  path: string;
  /** why the role of the connection cannot run them; null where nothing is known */
  lacks: string | null;
}

/**
 * The commands that go back. Not `pg_restore --clean`: it leaves what the dump does not know, such as the tables of a
 * migration that failed half-way. The dump is restored into a new database beside the old one, which then change names: what
 * failed in between leaves everything as it was, nobody sees half of it, and what is replaced stays. The second is one
 * command, so that nothing that is not whole ever gets the name.
 */
export function commandsBack(dumped: Dumped, connection: Connection): string[] {
  const { folder, database, major, path, lacks } = dumped;
  const outside = placeOf(connection, database === 'postgres' ? 'template1' : 'postgres', major);
  const beside = placeOf(connection, besideName(dumped), major);
  const program = (name: string) => (path.includes('/') ? shellWord(join(dirname(path), name)) : name);
  const psql = `${program('psql')} -X -v ON_ERROR_STOP=1 -d ${outside} -f`;
  const fill = `${program('pg_restore')} --exit-on-error --jobs ${dumped.jobs} -d ${beside} ${shellWord(join(folder, 'dump'))}`;
  return [
    ...(lacks === null ? [] : [shellComment(lacks)]),
    `${psql} ${shellWord(join(folder, 'create.sql'))}`,
    `${fill} && ${psql} ${shellWord(join(folder, 'swap.sql'))}`,
  ];
}

/** `shop_20261121t090000z`, within PostgreSQL's 63 bytes. */
function besideName({ database, stamp }: Pick<Dumped, 'database' | 'stamp'>, middle = '_'): string {
  const ending = `${middle}${stamp}`;
  const letters = [...database];
  while (Buffer.byteLength(letters.join('') + ending) > 63) letters.pop();
  return letters.join('') + ending;
}

/** Writes the two scripts of the commands beside the dump: they hold what is true of the database at this moment. */
export async function writeScripts(
  folder: string,
  database: DumpedDatabase,
  dumped: Pick<Dumped, 'database' | 'stamp'>,
): Promise<void> {
  const write = (name: string, lines: string[]) =>
    writeFile(join(folder, name), `${lines.join('\n')}\n`, { mode: 0o600 });
  await write('create.sql', createScript(database, dumped));
  await write('swap.sql', swapScript(database, dumped));
}

function createScript(database: DumpedDatabase, dumped: Pick<Dumped, 'database' | 'stamp'>): string[] {
  const beside = besideName(dumped);
  return [
    commentLine(`An empty database beside ${database.name}, for pg_restore to fill.`),
    `DROP DATABASE IF EXISTS ${identifier(beside)};`,
    `${database.createAs(beside)};`,
  ];
}

/** Whatever fails on the way, the database that has the name in the end lets everybody in. */
function swapScript(database: DumpedDatabase, dumped: Pick<Dumped, 'database' | 'stamp'>): string[] {
  const beside = besideName(dumped);
  const left = sessionsLeft([database.name], literal);
  const old = `${identifier(database.name)}`;
  const before = besideName({ ...dumped, stamp: 'YYYYMMDDtHHMMSSz' }, '_before_').slice(0, -'YYYYMMDDtHHMMSSz'.length);
  return [
    commentLine(`The restored database becomes ${database.name}; what it replaces stays as ${before}<time>, closed.`),
    '\\echo Sessions that this role may not end:',
    `${left};`,
    raisedWhere(`(${left})`, `nobody was cut off: end the sessions above as a superuser, then ${again}`),
    ...database.rightsAs(beside).map((statement) => `${statement};`),
    '\\set ON_ERROR_STOP off',
    '-- A setting that this role may not make is told here, and left out.',
    ...database.settingsAs(beside).map((statement) => `${statement};`),
    `ALTER DATABASE ${old} ALLOW_CONNECTIONS false;`,
    `${endSessions([database.name], literal)};`,
    'BEGIN;',
    `SELECT format('ALTER DATABASE %I RENAME TO %I', ${literal(database.name)}, ${literal(before)} || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD"t"HH24MISS"z"')) \\gexec`,
    `ALTER DATABASE ${identifier(beside)} RENAME TO ${old};`,
    'COMMIT;',
    `ALTER DATABASE ${old} ALLOW_CONNECTIONS true;`,
    '\\set ON_ERROR_STOP on',
    raisedWhere(
      `(SELECT FROM pg_database WHERE datname = ${literal(beside)})`,
      `${database.name} is as it was: see the errors above, then ${again}`,
    ),
  ];
}

const again = 'run swap.sql alone again';

/** Ends the script where a query finds something. */
function raisedWhere(query: string, message: string): string {
  const error = literal(message.replaceAll('%', '%%'));
  return `${doBlock(`BEGIN IF EXISTS ${query} THEN RAISE EXCEPTION ${error}; END IF; END`)};`;
}
