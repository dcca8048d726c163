import type { Migration } from '../../../model/manifest.ts';
import type { HistoryTable } from '../history.ts';
import type { Repository } from '../repository/repository.ts';
import { directoriesOf, directoryOf, oncePer } from './files.ts';
import { type Config, configsIn, entry, settingsOf } from './javascript/config.ts';
import { migrationOf, problemsIn } from './javascript/file-migrations.ts';
import { forwardOf } from './javascript/forward.ts';
import { type Layout, layoutAt, layoutIn, layoutsOf, placesFrom, relative } from './javascript/layout.ts';
import { directoriesWith } from './javascript/owners.ts';
import { classesIn, type Program, programs, programsIn } from './javascript/program.ts';
import { typeormForward } from './javascript/typeorm-sql.ts';
import { booleanOf, type ClassValue, textOf } from './javascript/value.ts';
import { rowWith } from './row.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * TypeORM. A row is the name of a class, whose last 13 digits are the time of its making; when it was applied is not
 * written down. https://github.com/typeorm/typeorm src/migration/MigrationExecutor.ts
 */
export const typeorm: Tool = {
  name: 'typeorm',
  title: 'TypeORM',
  tables: [{ name: 'migrations', columns: ['id', 'timestamp', 'name'], anyName: true }],
  late: 'runs',
  query: (table: HistoryTable) => rowsOf(table, { id: 'name', order: '"timestamp"::text' }, 'id'),
  read: (json) => ({ keeps: 'all', recorded: (json as { id: string; order: string }[]).map(rowWith) }),
  commands: {
    apply: "npx typeorm migration:run -d '<data source>'",
    markApplied: () => ["npx typeorm migration:run --fake -d '<data source>'   # records everything that is pending"],
  },
};

export const typeormReader: Reader = {
  tool: 'typeorm',
  places: (repository) => placesFrom(layoutsIn(repository)),
  read(repository, place) {
    const layout = layoutAt(layoutsIn(repository), place) as TypeormLayout;
    const files = layout.directories.flatMap((directory) => programsIn(repository, directory));
    const migrations = files.flatMap((file) => migrationsIn(file, layout.directory));
    return {
      tool: 'typeorm',
      directory: layout.directory,
      ...(layout.table === undefined ? {} : { table: layout.table }),
      transaction: layout.transaction ?? 'all',
      migrations: migrations.toSorted((one, other) => Number(one.order) - Number(other.order)),
      heads: [],
      problems: [...problemsIn(files), ...misnamed(files)],
    };
  },
};

interface TypeormLayout extends Layout {
  transaction?: 'all' | 'each' | 'none';
}

/** Each class is one, whatever its file is called. A file that cannot be read is known by the digits of its name. */
function migrationsIn(file: Program, directory: string): Migration[] {
  return classesIn(file).flatMap((each) => {
    const id = textOf(each.members.get('name')) ?? each.name;
    const order = timeOf(id);
    if (order === null) return [];
    const forward = forwardOf(each.members.get('up'), typeormForward);
    const outsideTransaction = booleanOf(each.members.get('transaction')) === false;
    return [migrationOf({ id, forward, order, outsideTransaction }, relative(directory, file.path))];
  });
}

/** TypeORM refuses to start over a class whose name does not end in a time. */
function misnamed(files: Program[]) {
  return files.flatMap((file) =>
    classesIn(file)
      .filter((each) => isMigration(each) && timeOf(textOf(each.members.get('name')) ?? each.name) === null)
      .map(({ name, line }) => ({
        file: file.path,
        line,
        message: `the class ${name} does not end in the 13 digits of a time, as TypeORM wants it`,
      })),
  );
}

function isMigration({ implements: all }: ClassValue): boolean {
  return all.some((name) => /\bMigrationInterface$/.test(name));
}

function timeOf(name: string): string | null {
  return /\d{13}$/.exec(name)?.[0] ?? null;
}

const layoutsIn = /* @__PURE__ */ oncePer(readLayouts);

function readLayouts(repository: Repository): TypeormLayout[] {
  const settings = sourcesIn(repository);
  const marked = directoriesWith(repository, 'typeorm');
  const globbed = settings.flatMap(({ globs }) => globs).filter((directory) => !marked.includes(directory));
  const known = new Set(directoriesOf(repository, programs));
  const directories = [
    ...marked,
    ...globbed.filter((directory) => known.has(directory) && hasMigrations(repository, directory)),
  ];
  const layouts = [...new Set(directories)].map((directory) => layoutIn([directory]));
  // One data source is the rule; where there are several, only what they agree on is known.
  const agreed = <Key extends 'table' | 'transaction'>(key: Key) => {
    const values = new Set(settings.map((each) => each[key]));
    const [value] = values;
    return values.size === 1 && value !== undefined ? { [key]: value } : {};
  };
  return layoutsOf(layouts, []).map((layout) => ({ ...layout, ...agreed('table'), ...agreed('transaction') }));
}

interface Source {
  globs: string[];
  table: string | undefined;
  transaction: 'all' | 'each' | 'none' | undefined;
}

/** What `new DataSource({ ... })` says, wherever it is exported from, and ormconfig.json of old. */
function sourcesIn(repository: Repository): Source[] {
  const files = /(^|\/)([^/]*data-?source[^/]*|ormconfig|typeorm[^/]*)\.([cm]?[jt]s|json)$/i;
  return configsIn(repository, files).flatMap((config) =>
    [...config.exports.values()].map(settingsOf).flatMap((settings) => {
      if (settings?.kind !== 'object' || !settings.entries.has('migrations')) return [];
      const table = textOf(entry(settings, 'migrationsTableName')) ?? undefined;
      const mode = textOf(entry(settings, 'migrationsTransactionMode'));
      const transaction = mode === 'all' || mode === 'each' || mode === 'none' ? mode : undefined;
      return [{ globs: globsOf(config, settings), table, transaction }];
    }),
  );
}

/** The directories of the globs: `src/db/*.ts`; those of compiled files are looked for where the sources are. */
function globsOf(config: Config, settings: NonNullable<ReturnType<typeof settingsOf>>): string[] {
  const list = entry(settings, 'migrations');
  const globs = list?.kind === 'list' ? list.items.flatMap((item) => textOf(item) ?? []) : [];
  return globs.flatMap((glob) => {
    const directory = directoryOf(glob.replace(/^\.?\//, ''));
    const sources = directory.replace(/^(dist|build|out)\//, 'src/');
    return [directory, sources, config.directory === '' ? directory : `${config.directory}/${directory}`];
  });
}

function hasMigrations(repository: Repository, directory: string): boolean {
  return programsIn(repository, directory).some((file) => classesIn(file).some(isMigration));
}
