import type { Manifest, Project } from '../../model/manifest.ts';
import type { Report } from '../../model/report.ts';

/**
 * What a target should be after a deploy was verified: the projects of its manifest that have a history in the database,
 * beside those of other repositories that were verified before. A project takes the place of the kept one of its tool and
 * directory, or with mostly the same migrations: it was moved. Null where nothing of the manifest is in the database.
 */
export function mergedManifest(
  manifest: Manifest,
  kept: Manifest | null,
  { migrations = [] }: Report,
): Manifest | null {
  const projects = manifest.projects.filter(({ tool, directory }) =>
    migrations.some((shown) => shown.tool === tool && shown.directory === directory && shown.table !== null),
  );
  if (projects.length === 0) return null;
  const others = (kept?.projects ?? []).filter((old) => !projects.some((project) => takesPlaceOf(project, old)));
  if (kept === null || others.length === 0) return { ...manifest, projects };
  const { snapshot: _ofOneRepository, extra = [], ...rest } = manifest;
  const files = new Set(extra.map(({ file }) => file));
  const besides = [...(kept.extra ?? []).filter(({ file }) => !files.has(file)), ...extra];
  return { ...rest, projects: [...others, ...projects], ...(besides.length === 0 ? {} : { extra: besides }) };
}

function takesPlaceOf(project: Project, old: Project): boolean {
  if (project.tool !== old.tool) return false;
  if (project.directory === old.directory) return true;
  const ids = new Set(project.migrations.map(({ id }) => id));
  return old.migrations.filter(({ id }) => ids.has(id)).length * 2 > old.migrations.length;
}
