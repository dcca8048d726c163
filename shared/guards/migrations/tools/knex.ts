import type { Migration, Problem } from '../../../model/manifest.ts';
import { identifier } from '../../../session/sql.ts';
import type { HistoryTable } from '../history.ts';
import type { Repository } from '../repository/repository.ts';
import { configsIn, entry, pathIn, settingsOf } from './javascript/config.ts';
import { compiledNames } from './javascript/file-migrations.ts';
import { asMigration, forwardOf } from './javascript/forward.ts';
import { knexForward } from './javascript/knex-sql.ts';
import { type Layout, layoutAt, layoutIn, layoutsOf, placesFrom, relative } from './javascript/layout.ts';
import { directoriesWith } from './javascript/owners.ts';
import { exported, type Program, programAt, withoutCompiled } from './javascript/program.ts';
import { booleanOf, textOf, textsOf, type Value } from './javascript/value.ts';
import { besideRow, besideValue } from './lock-table.ts';
import { rowWith } from './row.ts';
import { iso } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * Knex. Its lock is a row of a table beside the history, and stays where a process was killed.
 * https://github.com/knex/knex lib/migrations/migrate/{Migrator,table-creator}.js
 */
export const knex: Tool = {
  name: 'knex',
  title: 'Knex',
  tables: [{ name: 'knex_migrations', columns: ['id', 'name', 'batch', 'migration_time'], anyName: true }],
  late: 'runs',
  query: (table) => `
SELECT json_build_object(
  'rows', (
    SELECT coalesce(json_agg(json_build_object('id', name, 'appliedAt', ${iso('migration_time')}) ORDER BY id), '[]')
    FROM ONLY ${identifier(table.schema, table.name)}
  ),
  'lock', ${besideRow(lockTable(table), '1 AS locked', 'is_locked = 1')}
)::text`,
  read: (json) => {
    const { rows, lock } = json as { rows: { id: string; appliedAt: string | null }[]; lock: string | null };
    return {
      keeps: 'all',
      recorded: rows.map(rowWith),
      lock: besideValue(lock) === null ? null : { since: null, by: null },
    };
  },
  keys: ({ id }) => compiledNames(id),
  commands: { apply: 'npx knex migrate:latest', unlock: 'npx knex migrate:unlock' },
};

/** Knex's `fs-migrations`: files of these endings, by their names with the ending. */
export const knexReader: Reader = {
  tool: 'knex',
  places: (repository) => placesFrom(layoutsIn(repository)),
  read(repository, place) {
    const layout: KnexLayout = layoutAt(layoutsIn(repository), place);
    const all = layout.directories.flatMap((directory) => programsOf(repository, directory));
    // `sortDirsSeparately` keeps the order of the directories.
    const files =
      layout.variant === 'directories' ? all : all.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    return {
      tool: 'knex',
      directory: layout.directory,
      ...(layout.table === undefined ? {} : { table: layout.table }),
      // All that is pending in one, unless one of them wants none.
      transaction: layout.transaction ?? 'all',
      migrations: files.map((file) => migrationFrom(file, layout)),
      heads: [],
      problems: files.flatMap(({ problem }): Problem[] => (problem ? [problem] : [])),
    };
  },
};

interface KnexLayout extends Layout {
  transaction?: 'none';
}

const endings = /\.(co|coffee|eg|iced|js|cjs|mjs|litcoffee|ls|ts|mts|cts)$/;

function programsOf(repository: Repository, directory: string): Program[] {
  const names = repository.inDirectory(directory).filter((name) => endings.test(name) && !/\.d\.[cm]?ts$/.test(name));
  return withoutCompiled(names).map((name) => programAt(repository, directory, name));
}

function migrationFrom(file: Program, { directory }: Layout): Migration {
  const outside = booleanOf(entry(exported(file, 'config'), 'transaction')) === false;
  return {
    id: file.name,
    file: relative(directory, file.path),
    ...(outside ? { outsideTransaction: true } : {}),
    ...asMigration(forwardOf(exported(file, 'up'), knexForward)),
  };
}

function layoutsIn(repository: Repository): KnexLayout[] {
  const configured = configsIn(repository, /(^|\/)knexfile\.[cm]?[jt]s$/).flatMap((config) => {
    const settings = settingsOf(config.exports.get('default')) ?? environments(config.exports);
    return migrationSettings(settings, config.exports).flatMap((migrations) => {
      const directories = pathsOf(config, entry(migrations, 'directory'));
      if (directories === null) return [];
      const found = directories.filter((directory) => repository.inDirectory(directory).length > 0);
      return found.length === 0 ? [] : [withSettings(layoutIn(found), migrations)];
    });
  });
  return layoutsOf(configured, directoriesWith(repository, 'knex'));
}

function environments(exports: Map<string, Value>): Value {
  return { kind: 'object', entries: exports, line: 1 };
}

/** `migrations` of the file itself, or of one of its environments: production's before the others. */
function migrationSettings(settings: Value | undefined, exports: Map<string, Value>): (Value | undefined)[] {
  if (settings?.kind !== 'object') return [];
  const own = entry(settings, 'migrations');
  if (own || settings.entries.has('client')) return [own];
  const names = ['production', 'staging', 'development', ...settings.entries.keys(), ...exports.keys()];
  const known = names.map((name) => entry(settings, name, 'migrations')).filter((each) => each !== undefined);
  return known.length > 0 ? known.slice(0, 1) : [undefined];
}

/** Without a directory it is `./migrations`. Null where it is not static. */
function pathsOf(config: { directory: string }, value: Value | undefined): string[] | null {
  if (value === undefined) return [pathIn(config, { kind: 'text', text: 'migrations', line: 1 }) ?? 'migrations'];
  const paths = (value.kind === 'list' ? value.items : [value]).map((item) => pathIn(config, item));
  return paths.includes(null) ? null : paths.flatMap((path) => path ?? []);
}

function withSettings(layout: Layout, settings: Value | undefined): KnexLayout {
  const table = textOf(entry(settings, 'tableName'));
  const schema = textsOf(entry(settings, 'schemaName'))?.[0];
  const named =
    table === null && schema === undefined ? null : `${schema ? `${schema}.` : ''}${table ?? 'knex_migrations'}`;
  return {
    ...layout,
    ...(named === null ? {} : { table: named }),
    ...(booleanOf(entry(settings, 'sortDirsSeparately')) === true ? { variant: 'directories' } : {}),
    ...(booleanOf(entry(settings, 'disableTransactions')) === true ? { transaction: 'none' as const } : {}),
  };
}

function lockTable({ schema, name }: HistoryTable): { schema: string; name: string } {
  return { schema, name: `${name}_lock` };
}
