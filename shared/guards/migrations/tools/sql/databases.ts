import type { Repository } from '../../repository/repository.ts';
import { directoryOf, fileText, within } from '../files.ts';

const ours = /(^|[_.-])(postgres(ql)?|pgsql|pg)([_.-]|$)/i;

/** Names of databases that are nothing else. */
const others =
  /(^|[_.-])(clickhouse|sqlite3?|libsql|mysql|mariadb|mssql|sqlserver|cassandra|scylla(db)?|spanner|duckdb|bigquery)([_.-]|$)/i;

/** Names that mean a database only beside the folder of another: a price's oracle, a maker of ids. */
const ambiguous = /^(oracle|h2|hsqldb|derby|db2|snowflake|firebird|informix|sybase|mongo(db)?|hana)$/i;

/** Whether the names around a directory say that its SQL is for another database: `clickhouse/migrations`, `migrations_sqlite`. */
export function isOtherDatabase(repository: Repository, directory: string): boolean {
  for (let path = directory; path !== ''; path = directoryOf(path)) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (ours.test(name)) return false;
    if (others.test(name)) return true;
    if (ambiguous.test(name) && hasOurs(repository, directoryOf(path))) return true;
  }
  return false;
}

function hasOurs(repository: Repository, directory: string): boolean {
  const start = within(directory, '').length;
  return repository.below(directory).some((file) => ours.test(file.slice(start, file.indexOf('/', start))));
}

/**
 * The databases that a crate's dependency on sqlx names, with what the workspaces around it add: `postgres`, `sqlite`,
 * `mysql`, `any`. https://github.com/launchbadge/sqlx#cargo-feature-flags
 */
export function sqlxDatabases(repository: Repository, home: string): Set<string> {
  const named = databasesIn(fileText(repository, within(home, 'Cargo.toml')).text ?? '');
  const around = home === '' ? [] : [...sqlxDatabases(repository, directoryOf(home))];
  return new Set([...named, ...around]);
}

function databasesIn(text: string): string[] {
  const inline = text.match(/^[ \t]*sqlx(\.features)?[ \t]*=[ \t]*(\{[^}]*\}|\[[^\]]*\])/gm) ?? [];
  const sections = text.match(/^\[[^\]\n]*\bsqlx\][^\n]*\n((?!\[)[^\n]*\n?)*/gm) ?? [];
  const own = text.match(/["']sqlx\??\/\w+["']/g) ?? [];
  const words = [...inline, ...sections, ...own].join('\n').matchAll(/["'/](postgres|sqlite|mysql|mssql|any)\b/g);
  return [...words].map(([, name = '']) => name);
}
