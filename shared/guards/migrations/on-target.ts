import type { Project } from '../../model/manifest.ts';
import type { Request } from '../../model/request.ts';
import type { ProjectSettings } from '../../model/settings.ts';

/**
 * A request without the projects that the configuration expects on other targets alone. A repository of several services
 * has a manifest, and each of its databases the migrations of one of them. A database that no name was given (`--url`)
 * is expected to have all, unless its own name, `default`, is among the targets.
 */
export function onTarget(request: Request): Request {
  const { settings, expectation, target } = request;
  const projects = settings.migrations.projects.map(withPlainDirectory);
  const isNamed = target.name !== 'default' || projects.some(({ targets }) => targets?.includes('default'));
  const isHere = ({ targets }: ProjectSettings) => !isNamed || (targets?.includes(target.name) ?? true);
  const isExpected = (project: Project) => {
    const own = entriesOf(project, projects);
    return own.length === 0 || own.some(isHere);
  };
  const manifest = expectation && {
    ...expectation.manifest,
    projects: expectation.manifest.projects.filter(isExpected),
  };
  return {
    ...request,
    settings: { ...settings, migrations: { ...settings.migrations, projects: projects.filter(isHere) } },
    expectation: expectation && manifest && { ...expectation, manifest },
  };
}

/** What the configuration says of a project: what names its directory says more than what names the tool alone. */
function entriesOf({ tool, directory, table }: Project, projects: ProjectSettings[]): ProjectSettings[] {
  const named = projects.filter(
    (each) => each.tool === tool && (each.table === undefined || table === undefined || each.table === table),
  );
  const exact = named.filter((each) => each.directory === directory);
  return exact.length > 0 ? exact : named.filter((each) => each.directory === undefined);
}

function withPlainDirectory(project: ProjectSettings): ProjectSettings {
  return project.directory === undefined ? project : { ...project, directory: plainDirectory(project.directory) };
}

/** A directory as a configuration may have it, as manifests have it: `./db/` is `db`, and `.` the root, ''. */
export function plainDirectory(directory: string): string {
  return directory.replace(/^\.\/|\/+$/g, '').replace(/^\.$/, '');
}
