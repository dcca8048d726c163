import type { HistoryTable } from '../history.ts';
import type { Repository } from '../repository/repository.ts';
import { configsIn, entry, pathIn, settingsOf } from './javascript/config.ts';
import { type FileMigration, projectOf } from './javascript/file-migrations.ts';
import { forwardOf } from './javascript/forward.ts';
import { type Layout, layoutAt, layoutIn, layoutsOf, placesFrom } from './javascript/layout.ts';
import { directoriesWith } from './javascript/owners.ts';
import { classesIn, type Program, programsIn } from './javascript/program.ts';
import { queryCalls } from './javascript/query-calls.ts';
import { stepsOf } from './javascript/steps.ts';
import { booleanOf, type ClassValue, textOf } from './javascript/value.ts';
import { rowWith } from './row.ts';
import { iso, rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * MikroORM. Names are those of the files without their ending; older rows still have it.
 * https://github.com/mikro-orm/mikro-orm packages/migrations/src/MigrationStorage.ts
 */
export const mikroorm: Tool = {
  name: 'mikroorm',
  title: 'MikroORM',
  tables: [{ name: 'mikro_orm_migrations', columns: ['id', 'name', 'executed_at'], anyName: true }],
  late: 'runs',
  query: (table: HistoryTable) => rowsOf(table, { id: 'name', appliedAt: iso('executed_at') }, 'id'),
  read: (json) => ({
    keeps: 'all',
    recorded: (json as { id: string; appliedAt: string | null }[]).map(({ id, appliedAt }) => {
      const order = orderOf(id);
      return rowWith({ id, appliedAt, ...(order === null ? {} : { order }) });
    }),
  }),
  keys: ({ id }) => [id, `${id}.js`, `${id}.ts`],
  commands: { apply: 'npx mikro-orm migration:up' },
};

export const mikroormReader: Reader = {
  tool: 'mikroorm',
  places: (repository) => placesFrom(layoutsIn(repository)),
  read(repository, place) {
    const layout: MikroLayout = layoutAt(layoutsIn(repository), place);
    const files = layout.directories.flatMap((directory) => programsIn(repository, directory, /\.(js|ts|cjs)$/));
    const transaction = layout.transaction ?? 'all';
    return projectOf({ ...layout, tool: 'mikroorm', transaction }, files.filter(isMigrationFile), migrationFrom);
  },
};

interface MikroLayout extends Layout {
  transaction?: 'all' | 'each' | 'none';
}

function migrationFrom(file: Program): FileMigration {
  const [migration] = classesIn(file);
  const id = file.name.replace(/\.[jt]s$/, '');
  return {
    id,
    order: orderOf(id),
    forward: forwardOf(
      migration?.members.get('up'),
      queryCalls(() => 'this', /^(addSql|execute)$/),
    ),
    outsideTransaction: migration !== undefined && isNotTransactional(migration),
  };
}

/** What cannot be read may be one. */
function isMigrationFile(file: Program): boolean {
  return file.module === null || classesIn(file).some((each) => /\bMigration$/.test(each.extends));
}

/** `isTransactional() { return false; }` */
function isNotTransactional({ members }: ClassValue): boolean {
  const method = members.get('isTransactional');
  const [step] = method?.kind === 'function' ? stepsOf(method) : [];
  return step?.value?.kind === 'boolean' && !step.value.value;
}

/** The time in `Migration20240101090000_add_users`. */
function orderOf(name: string): string | null {
  return /^Migration(\d{14})/.exec(name)?.[1] ?? null;
}

function layoutsIn(repository: Repository): MikroLayout[] {
  const configured = configsIn(repository, /(^|\/)mikro-orm\.config\.[cm]?[jt]s$/).flatMap((config) => {
    const settings = settingsOf(config.exports.get('default'));
    const migrations = entry(settings, 'migrations');
    const text = { kind: 'text' as const, text: 'migrations', line: 1 };
    // Paths are from where the command is run: most often the root, or where package.json lies.
    const bases = [...new Set(['', config.directory, config.directory.replace(/\/?src(\/.*)?$/, '')])];
    const named = [entry(migrations, 'pathTs'), entry(migrations, 'path') ?? text].filter((each) => each !== undefined);
    const paths = named.flatMap((each) => bases.map((directory) => pathIn({ directory }, each)));
    const directory = paths.find((path) => path !== null && repository.inDirectory(path).length > 0);
    if (directory === undefined || directory === null) return [];
    const table = textOf(entry(migrations, 'tableName'));
    const transactional = booleanOf(entry(migrations, 'transactional'));
    const together = booleanOf(entry(migrations, 'allOrNothing'));
    const transaction = transactional === false ? 'none' : together === false ? 'each' : 'all';
    return [{ ...layoutIn([directory]), ...(table === null ? {} : { table }), transaction } satisfies MikroLayout];
  });
  return layoutsOf(configured, directoriesWith(repository, 'mikroorm'));
}
