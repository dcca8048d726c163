import type { HistoryTable } from '../history.ts';
import type { Repository } from '../repository/repository.ts';
import { configsIn, entry, pathIn, settingsOf } from './javascript/config.ts';
import { projectOf } from './javascript/file-migrations.ts';
import { forwardOf } from './javascript/forward.ts';
import { kyselyForward } from './javascript/kysely-sql.ts';
import { type Layout, layoutAt, layoutIn, layoutsOf, placesFrom } from './javascript/layout.ts';
import { directoriesWith, isForeign } from './javascript/owners.ts';
import { exported, programsIn } from './javascript/program.ts';
import { booleanOf, textOf } from './javascript/value.ts';
import { rowWith } from './row.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * Kysely's Migrator. Its lock table is not used on PostgreSQL: it takes an advisory lock, 3853314791062309107.
 * https://github.com/kysely-org/kysely src/migration/migrator.ts, src/dialect/postgres/postgres-adapter.ts
 */
export const kysely: Tool = {
  name: 'kysely',
  title: 'Kysely',
  tables: [{ name: 'kysely_migration', columns: ['name', 'timestamp'], anyName: true }],
  late: 'refuses',
  query: (table: HistoryTable) => rowsOf(table, { id: 'name', appliedAt: '"timestamp"' }, '"timestamp", name'),
  read: (json) => ({
    keeps: 'all',
    // It writes the time as a text; what is none is left out.
    recorded: (json as { id: string; appliedAt: string }[]).map(({ id, appliedAt }) =>
      rowWith({ id, appliedAt: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(appliedAt) ? appliedAt : null }),
    ),
  }),
  // The 64 bits of the one key, as pg_locks shows them.
  advisoryLock: { classid: 897169763, objid: 17238259 },
  commands: { apply: 'npx kysely migrate:latest' },
};

export const kyselyReader: Reader = {
  tool: 'kysely',
  places: (repository) => placesFrom(layoutsIn(repository)),
  read(repository, place) {
    const layout: KyselyLayout = layoutAt(layoutsIn(repository), place);
    const files = layout.directories
      .flatMap((directory) => programsIn(repository, directory, /\.(js|ts|mjs|mts)$/))
      .filter((file) => file.text === null || !isForeign(file.text, 'kysely'))
      .filter((file) => file.module === null || exported(file, 'up') !== undefined)
      .toSorted((one, other) => stem(one.name).localeCompare(stem(other.name)));
    return projectOf({ ...layout, tool: 'kysely', transaction: layout.transaction ?? 'all' }, files, (file) => ({
      id: stem(file.name),
      forward: forwardOf(exported(file, 'up'), kyselyForward),
    }));
  },
};

interface KyselyLayout extends Layout {
  transaction?: 'none';
}

function stem(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}

/** kysely-ctl's configuration, or wherever the marks of its migrations are. */
function layoutsIn(repository: Repository): KyselyLayout[] {
  const configured = configsIn(repository, /(^|\/)kysely\.config\.[cm]?[jt]s$/).flatMap((config) => {
    const migrations = entry(settingsOf(config.exports.get('default')), 'migrations');
    const base = { directory: config.directory.replace(/(^|\/)\.config$/, '') };
    const text = { kind: 'text' as const, text: 'migrations', line: 1 };
    const directory = pathIn(base, entry(migrations, 'migrationFolder') ?? text);
    if (directory === null || repository.inDirectory(directory).length === 0) return [];
    const table = textOf(entry(migrations, 'migrationTableName'));
    const schema = textOf(entry(migrations, 'migrationTableSchema'));
    const named = `${schema === null ? '' : `${schema}.`}${table ?? 'kysely_migration'}`;
    return [
      {
        ...layoutIn([directory]),
        ...(table === null && schema === null ? {} : { table: named }),
        ...(booleanOf(entry(migrations, 'disableTransactions')) === true ? { transaction: 'none' as const } : {}),
      },
    ];
  });
  return layoutsOf<KyselyLayout>(configured, directoriesWith(repository, 'kysely'));
}
