import { UsageError } from '../../../model/errors.ts';
import type { Migration, Project } from '../../../model/manifest.ts';

/** Characters of SQL that a manifest carries in all where nobody says since when: lint needs that of what is pending. */
const mostSql = 50_000;
/** The newest migrations come with their SQL even where they are long, up to this. */
const mostOfOne = 50_000;

/**
 * The projects with the SQL of their newest migrations alone: those after `since`, else as many as there is room for.
 * Repeatables keep theirs, as far as there is room: whenever they change they run again.
 * @throws UsageError where no project has a migration `since`
 */
export function withRecentSql(projects: Project[], since: string | undefined): Project[] {
  if (since !== undefined && !projects.some((project) => indexOf(project, since) >= 0)) {
    const known = projects.flatMap(({ migrations }) => migrations.slice(-3).map(({ id }) => id));
    const next = known.length === 0 ? 'there are no migrations' : `the newest are ${known.join(', ')}`;
    throw new UsageError('usage/arguments', `there is no migration ${since}`, next);
  }
  return projects.map((project) => {
    const kept = since === undefined || indexOf(project, since) < 0 ? newest(project) : after(project, since);
    return {
      ...project,
      migrations: project.migrations.map((migration) => (kept.has(migration) ? migration : bare(migration))),
    };
  });
}

function indexOf({ migrations }: Project, since: string): number {
  return migrations.findIndex(({ id, file }) => id === since || file === since);
}

function after(project: Project, since: string): Set<Migration> {
  return new Set(project.migrations.slice(indexOf(project, since) + 1));
}

function newest({ migrations }: Project): Set<Migration> {
  const kept = new Set<Migration>();
  let left = mostSql;
  for (const migration of migrations.toReversed()) {
    const size = (migration.sql ?? []).reduce((sum, { text }) => sum + text.length, 0);
    if (size > mostOfOne) continue;
    if (size > left) break;
    left -= size;
    kept.add(migration);
  }
  return kept;
}

/** Without its SQL. Where that is known to be none, it stays known. */
function bare({ sql, ...migration }: Migration): Migration {
  return sql?.length === 0 ? { ...migration, sql } : migration;
}
