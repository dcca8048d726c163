import type { Migration, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { directoryOf, fileText, hex, problemsOf, type SqlFile, sqlFiles, sqlOf, within } from '../files.ts';
import type { Place } from '../tool.ts';
import { sqlPlaces } from './directories.ts';
import { byNumber, numberFrom } from './numbered.ts';

/** Where the migrations of crates are, and the table that sqlx.toml names. */
export function sqlxPlaces(repository: Repository): Place[] {
  return sqlPlaces(repository, 'sqlx').map((directory) => {
    const table = settingOf(repository, directory, /^\s*table-name\s*=\s*["']([^"']+)["']/m)?.replaceAll('"', '');
    return { directory, ...(table === undefined ? {} : { table }) };
  });
}

/**
 * Files by their numbers; of pairs the one that goes up. Each is sent as it is.
 * launchbadge/sqlx: sqlx-core/src/migrate/{source,migration_type}.rs
 */
export function readSqlx(repository: Repository, { directory, table }: Place): Project {
  const all = sqlFiles(repository, directory, /^([^_]*)_(.*)\.sql$/);
  const files = all.filter(({ name, match }) => /^\d+$/.test(match[1] ?? '') && !name.endsWith('.down.sql'));
  const problems = problemsOf(files);
  for (const { path, match } of all) {
    if (!/^\d+$/.test(match[1] ?? ''))
      problems.push({ file: path, message: 'sqlx refuses a name without a number in front' });
  }
  const ignored = ignoredIn(repository, directory);
  const numbered = files.map((file) => ({ ...file, id: numberFrom(file.match[1]) }));
  const migrations = byNumber(numbered, problems, 'sqlx').map((file) => migrationFrom(file, file.id, ignored));
  const own = table === undefined ? {} : { table };
  return { tool: 'sqlx', directory, ...own, transaction: 'each', migrations, heads: [], problems };
}

function migrationFrom({ name, text }: SqlFile, id: string, ignored: string[]): Migration {
  if (text === null) return { id, file: name, opaque: true };
  const hashed = ignored.reduce((rest, character) => rest.replaceAll(character, ''), text);
  const outside = text.startsWith('-- no-transaction');
  return {
    id,
    file: name,
    checksums: [hex('sha384', hashed)],
    ...sqlOf(text),
    ...(outside ? { outsideTransaction: true } : {}),
  };
}

/** The characters that sqlx.toml leaves out of checksums, so that white space may change. */
function ignoredIn(repository: Repository, directory: string): string[] {
  const list = settingOf(repository, directory, /^\s*ignored-chars\s*=\s*\[([^\]]*)\]/m) ?? '';
  return [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([quoted]) => JSON.parse(toJson(quoted)) as string);
}

/** A basic string of TOML has one escape that JSON has not. */
function toJson(quoted: string): string {
  return quoted.replace(/\\U([0-9a-fA-F]{8})/, (_, code: string) =>
    JSON.stringify(String.fromCodePoint(Number.parseInt(code, 16))).slice(1, -1),
  );
}

function settingOf(repository: Repository, directory: string, pattern: RegExp): string | undefined {
  for (let home = directory; home !== ''; home = directoryOf(home)) {
    const file = within(directoryOf(home), 'sqlx.toml');
    if (repository.has(file)) return pattern.exec(fileText(repository, file).text ?? '')?.[1];
  }
  return undefined;
}
