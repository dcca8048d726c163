import type { HistoryTable } from '../history.ts';
import type { Repository } from '../repository/repository.ts';
import { directoryOf, oncePer } from './files.ts';
import { configAt, configsIn, entry, pathIn, settingsOf } from './javascript/config.ts';
import { compiledNames, projectOf } from './javascript/file-migrations.ts';
import { forwardOf } from './javascript/forward.ts';
import { type Layout, layoutAt, layoutIn, layoutsOf, placesFrom } from './javascript/layout.ts';
import { directoriesWith, isForeign } from './javascript/owners.ts';
import { exported, programsIn } from './javascript/program.ts';
import { sequelizeForward } from './javascript/sequelize-sql.ts';
import { textOf } from './javascript/value.ts';
import { rowWith } from './row.ts';
import { iso, rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * sequelize-cli, and Umzug with its SequelizeStorage: a table of names. Times are there where `timestamps` is set.
 * https://github.com/sequelize/umzug src/storage/sequelize.ts
 */
export const sequelize: Tool = {
  name: 'sequelize',
  title: 'Sequelize',
  tables: [{ name: 'SequelizeMeta', columns: ['name'], optional: ['createdAt', 'updatedAt'] }],
  late: 'runs',
  query: (table: HistoryTable) =>
    rowsOf(
      table,
      { id: 'name', appliedAt: table.columns.includes('createdAt') ? iso('"createdAt"') : 'NULL' },
      'name COLLATE "C"',
    ),
  read: (json) => ({ keeps: 'all', recorded: (json as { id: string; appliedAt: string | null }[]).map(rowWith) }),
  // Umzug's own name for a file may leave out the ending.
  keys: ({ id }) => [...compiledNames(id), id.replace(/\.[^.]*$/, '')],
  commands: { apply: 'npx sequelize-cli db:migrate' },
};

export const sequelizeReader: Reader = {
  tool: 'sequelize',
  places: (repository) => placesFrom(layoutsIn(repository)),
  read(repository, place) {
    const layout = layoutAt(layoutsIn(repository), place);
    const files = layout.directories
      .flatMap((directory) => programsIn(repository, directory))
      .filter(({ text }) => text === null || !isForeign(text, 'sequelize'));
    return projectOf({ ...layout, tool: 'sequelize', transaction: 'none' }, files, (file) => ({
      id: file.name,
      forward: forwardOf(exported(file, 'up'), sequelizeForward),
    }));
  },
};

const layoutsIn = /* @__PURE__ */ oncePer(readLayouts);

function readLayouts(repository: Repository): Layout[] {
  const marked = directoriesWith(repository, 'sequelize');
  const named = configsIn(repository, /(^|\/)\.sequelizerc$/).flatMap((config) => {
    const settings = settingsOf(config.exports.get('default'));
    const text = { kind: 'text' as const, text: 'migrations', line: 1 };
    const directory = pathIn(config, entry(settings, 'migrations-path') ?? text);
    if (directory === null || repository.inDirectory(directory).length === 0) return [];
    const path = pathIn(config, entry(settings, 'config')) ?? `${config.directory}/config/config`;
    return [withTable(layoutIn([directory]), storageOf(repository, path.replace(/^\//, '')))];
  });
  const known = new Set(named.map(({ directory }) => directory));
  const found = marked
    .filter((directory) => !known.has(directory))
    .map((directory) => withTable(layoutIn([directory]), storageOf(repository, configBeside(directory))));
  return layoutsOf([...named, ...found], []);
}

/** `config/config` of the folder that `migrations` lies in, as sequelize-cli makes it. */
function configBeside(directory: string): string {
  return `${directoryOf(directory)}/config/config`.replace(/^\//, '');
}

/** What an environment of its configuration calls the table: production's before the others. */
function storageOf(repository: Repository, path: string): { name: string; schema: string | null } | null {
  const bare = path.replace(/\.[cm]?[jt]s(on)?$/, '');
  const file = ['cjs', 'cts', 'js', 'json', 'mjs', 'mts', 'ts']
    .map((ending) => `${bare}.${ending}`)
    .find(repository.has);
  const config = file === undefined ? null : configAt(repository, file);
  const settings = settingsOf(config?.exports.get('default'));
  const environments = [...['production', 'staging', 'development'].map((name) => entry(settings, name)), settings];
  for (const environment of environments) {
    const name = textOf(entry(environment, 'migrationStorageTableName'));
    const schema = textOf(entry(environment, 'migrationStorageTableSchema'));
    if (name !== null || schema !== null) return { name: name ?? 'SequelizeMeta', schema };
  }
  return null;
}

function withTable(layout: Layout, storage: { name: string; schema: string | null } | null): Layout {
  if (!storage) return layout;
  return { ...layout, table: storage.schema === null ? storage.name : `${storage.schema}.${storage.name}` };
}
