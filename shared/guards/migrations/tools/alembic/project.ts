import type { Migration, Project } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { fileText, oncePer } from '../files.ts';
import type { Place } from '../tool.ts';
import { environmentOf } from './environment.ts';
import { lineageOf, type Placed } from './lineage.ts';
import { locationAt } from './locations.ts';
import { revisionsIn } from './revisions.ts';
import { translated } from './translate.ts';

/** The revisions of a directory. */
export function alembicProject(repository: Repository, place: Place): Project {
  const location = locationAt(repository, place.directory);
  const { table, transaction, flask } = environmentOf(repository, location.directory);
  const { revisions, problems } = revisionsIn(repository, location);
  const lineage = lineageOf(revisions);
  const conventions = hasConventions(repository, location.directory);
  const variant = variantOf(
    flask,
    lineage.placed.filter(({ id }) => lineage.heads.includes(id)),
  );
  const named = place.table ?? table;
  return {
    tool: 'alembic',
    directory: location.directory,
    ...(variant === undefined ? {} : { variant }),
    ...(named === undefined ? {} : { table: named }),
    transaction,
    migrations: lineage.placed.map((revision) => migrationOf(revision, { directory: location.directory, conventions })),
    heads: lineage.heads,
    problems: [...problems, ...lineage.problems],
  };
}

/** Branches with labels have a head each, and are upgraded to `heads`. */
function variantOf(flask: boolean, heads: Placed[]): string | undefined {
  const several = heads.length > 1 && new Set(heads.map(({ branch }) => branch)).size === heads.length;
  if (several) return flask ? 'flask-branches' : 'branches';
  return flask ? 'flask' : undefined;
}

function migrationOf(
  revision: Placed,
  { directory, conventions }: { directory: string; conventions: () => boolean },
): Migration {
  const { id, path, parents, branch, down, upgrade } = revision;
  const { sql, opaque } = upgrade ? translation(upgrade, conventions) : { sql: [], opaque: true };
  return {
    id,
    file: relative(path, directory),
    parents,
    ...(branch === '' ? {} : { branch }),
    ...(down.length > 1 ? { kind: 'merge' } : {}),
    sql,
    ...(opaque ? { opaque } : {}),
  };
}

function translation(upgrade: NonNullable<Placed['upgrade']>, conventions: () => boolean) {
  const plain = translated(upgrade, false);
  // Only checks are named by conventions in spite of a name of their own, and indexes that have none.
  return plain.sql.some(({ text }) => /\bCHECK\b|DROP CONSTRAINT|INDEX ix_/.test(text)) && conventions()
    ? translated(upgrade, true)
    : plain;
}

function relative(path: string, directory: string): string {
  if (directory === '') return path;
  if (path.startsWith(`${directory}/`)) return path.slice(directory.length + 1);
  return `${'../'.repeat(directory.split('/').length)}${path}`;
}

const mostFiles = 3000;

const programsOf = /* @__PURE__ */ oncePer((repository) =>
  repository.files
    .filter((file) => file.endsWith('.py') && !/(^|\/)(versions|tests?)\//.test(file))
    .slice(0, mostFiles),
);

/** Whether the application's metadata has a naming convention, somewhere beside the revisions. Looked for once, if at all. */
function hasConventions(repository: Repository, directory: string): () => boolean {
  let answer: boolean | undefined;
  return () => {
    answer ??= [`${directory}/env.py`, ...programsOf(repository)].some((file) =>
      fileText(repository, file).text?.includes('naming_convention'),
    );
    return answer;
  };
}
