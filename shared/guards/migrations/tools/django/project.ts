import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import type { Place } from '../tool.ts';
import { applicationsIn, type DjangoSettings, settingsIn } from './applications.ts';
import { lineageOf, type Placed } from './lineage.ts';
import { migrationsOf } from './migrations.ts';
import type { State } from './state.ts';
import { translated } from './translate.ts';

/** The migrations of all applications of a directory. */
export function djangoProject(repository: Repository, { directory, table }: Place): Project {
  const problems: Problem[] = [];
  const settings = settingsIn(repository, directory);
  const { user } = settings;
  const applications = applicationsIn(repository, directory);
  const written = applications.flatMap((application) => migrationsOf(repository, application, { user, problems }));
  const lineage = lineageOf(written);
  const state: State = new Map();
  return {
    tool: 'django',
    directory,
    ...(table === undefined ? {} : { table }),
    transaction: 'each',
    migrations: lineage.placed.map((placed) => migrationOf(placed, { directory, state, settings })),
    heads: lineage.heads,
    problems: [...problems, ...lineage.problems],
  };
}

function migrationOf(
  placed: Placed,
  { directory, state, settings }: { directory: string; state: State; settings: DjangoSettings },
): Migration {
  const { id, app, path, parents, replaces, operations, atomic } = placed;
  const { sql, opaque } = operations ? translated(operations, state, { app, ...settings }) : { sql: [], opaque: true };
  const isMerge =
    operations?.kind === 'list' &&
    operations.items.length === 0 &&
    parents.filter((each) => each.startsWith(`${app}.`)).length > 1;
  return {
    id,
    file: directory === '' ? path : path.slice(directory.length + 1),
    parents,
    branch: app,
    ...(replaces.length > 0 ? { replaces: replaces.map(([other, name]) => `${other}.${name}`) } : {}),
    ...(isMerge ? { kind: 'merge' as const } : {}),
    ...(atomic ? {} : { outsideTransaction: true }),
    sql,
    ...(opaque ? { opaque } : {}),
  };
}
