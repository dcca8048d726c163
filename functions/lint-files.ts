import { readFileSync, realpathSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { usualTransaction } from '../shared/guards/migrations/linting/wrapping.ts';
import { readProject } from '../shared/guards/migrations/manifest/build.ts';
import { placesIn } from '../shared/guards/migrations/manifest/places.ts';
import { repositoryAt, TooManyFilesError } from '../shared/guards/migrations/repository/walk.ts';
import { UsageError } from '../shared/model/errors.ts';
import type { Migration, Problem, Project, ToolName } from '../shared/model/manifest.ts';
import type { MigrationSettings } from '../shared/model/settings.ts';
import { noMigrations } from './expectation.ts';
import { filesIn, isWithin, noMigrationsIn, placeOf, rootAbove } from './lint-paths.ts';

/** The flags of `lockstep lint` that say what is linted, and by what. */
export interface LintFlags {
  files: string[];
  repository?: string | undefined;
  since?: string | undefined;
  tool?: ToolName | undefined;
  pgVersion?: number | undefined;
  target?: string | undefined;
  url?: string | undefined;
  config?: string | undefined;
  timeout?: number | undefined;
}

/** A migration to lint. Its file is named from the working directory. */
export interface SubmittedFile {
  migration: Migration;
  project: Pick<Project, 'tool' | 'transaction'>;
  /** the tool is known, not supposed */
  named: boolean;
  /** of its project, from the root of the repository */
  directory: string | null;
}

/** What is linted, and what could not be read of it. `piped`: what came by stdin. */
export interface Submission {
  submitted: SubmittedFile[];
  projects: Project[];
  problems: string[];
  piped: { file: string; text: string } | null;
}

/**
 * What the flags name: files and folders, or else all migrations that are found.
 * @throws UsageError where something is not there, or nobody knows what runs it
 */
export async function submissionFrom(flags: LintFlags, settings: MigrationSettings): Promise<Submission> {
  const { files, since, pgVersion } = flags;
  if (pgVersion !== undefined && !(Number.isInteger(pgVersion) && pgVersion >= 9 && pgVersion < 100)) {
    throw new UsageError('usage/arguments', `there is no PostgreSQL ${pgVersion}`, 'give a major version, such as 17');
  }
  if (files.length === 0) return found(flags, settings);
  if (since !== undefined)
    throw new UsageError('usage/arguments', '--since and files exclude each other', 'give one of them');
  return given(flags, settings);
}

/** All migrations of the repository, or those after `since`; and the files of `migrations.extra`. */
async function found({ repository = '.', since, tool }: LintFlags, settings: MigrationSettings): Promise<Submission> {
  const projects = (await projectsIn(repository, settings)).filter(
    (project) => tool === undefined || project.tool === tool,
  );
  const extra = tool === undefined ? settings.extra.map((file) => extraFile(repository, file)) : [];
  if (projects.length === 0 && extra.length === 0) throw noMigrations(repository);
  const kept = projects.map((project) => ({ ...project, migrations: after(project, since) }));
  if (since !== undefined && projects.every(({ migrations }, at) => kept[at]?.migrations === migrations)) {
    const newest = projects.flatMap(({ migrations }) => migrations.slice(-3).map(({ id }) => id));
    throw new UsageError('usage/arguments', `there is no migration ${since}`, `the newest are ${newest.join(', ')}`);
  }
  const ofSince =
    since === undefined ? kept : kept.filter(({ migrations }, at) => projects[at]?.migrations !== migrations);
  return {
    submitted: [...ofSince.flatMap((project) => submittedOf(project, repository)), ...extra],
    projects,
    problems: projects.flatMap(({ problems }) => problems.map(problemInWords)),
    piped: null,
  };
}

/** A file of `migrations.extra`, which is run by hand. */
function extraFile(folder: string, file: string): SubmittedFile {
  const path = join(folder, file);
  try {
    return alone(fromHere(realpathSync(path)), readFileSync(path, 'utf8'), undefined);
  } catch (error) {
    const message = `migrations.extra names ${file}, and it cannot be read`;
    throw new UsageError('usage/configuration', message, 'correct the name, or take it out', { cause: error });
  }
}

/** The very same list where the project does not have it. */
function after({ migrations }: Project, since: string | undefined): Migration[] {
  const at = since === undefined ? -1 : migrations.findIndex(({ id, file }) => id === since || file === since);
  return at < 0 ? migrations : migrations.slice(at + 1);
}

async function projectsIn(folder: string, settings: MigrationSettings): Promise<Project[]> {
  const repository = repositoryIn(folder);
  const projects: Project[] = [];
  for (const find of await placesIn(repository, settings)) projects.push(await readProject(repository, find));
  return projects;
}

function repositoryIn(folder: string) {
  try {
    return repositoryAt(folder);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError('usage/arguments', `${folder} cannot be read`, 'name the folder of the repository', {
      cause: error,
    });
  }
}

function submittedOf(project: Project, folder: string): SubmittedFile[] {
  return project.migrations.map((migration) => ({
    migration: {
      ...migration,
      file: fromHere(join(realpathSync(folder), project.directory, migration.file ?? migration.id)),
    },
    project,
    named: true,
    directory: project.directory,
  }));
}

function fromHere(path: string): string {
  return relative(realpathSync('.'), path).split(sep).join('/') || '.';
}

/** These files, and those of these folders, each with the tool that it belongs to where that can be told. */
async function given(flags: LintFlags, settings: MigrationSettings): Promise<Submission> {
  const { files, tool } = flags;
  const named = files.filter((file) => file !== '-').map((file) => ({ file, below: filesIn(file) }));
  const paths = [...new Set(named.flatMap(({ file, below }) => below ?? [file]))];
  const folders = named.flatMap(({ file, below }) =>
    below === null ? [] : [{ file, below, place: realpathSync(file) }],
  );
  let chosen = chosenFrom([], { paths, folders: folders.map(({ place }) => place) });
  let projects: Project[] = [];
  let problems: string[] = [];
  for (const root of rootsFor(flags, settings)) {
    projects = await projectsAround(root, flags, settings);
    const known = projects
      .filter((project) => tool === undefined || project.tool === tool)
      .flatMap((project) => submittedOf(project, root));
    problems = projects.flatMap((project) =>
      project.problems.filter(({ file }) => isWithin(folders, join(realpathSync(root), file))).map(problemInWords),
    );
    chosen = chosenFrom(known, { paths, folders: folders.map(({ place }) => place) });
    if (chosen.rest.length === 0 && chosen.empty.length === 0) break;
  }
  const nothing = folders.find(({ place, below }) => below.length === 0 && chosen.empty.includes(place));
  if (nothing && problems.length === 0) throw noMigrationsIn(nothing.file);
  const others = chosen.rest.map((path) => alone(path, readFileSync(path, 'utf8'), tool));
  const text = files.includes('-') ? readFileSync(0, 'utf8') : null;
  const piped = text === null ? null : { file: 'stdin', text };
  const last = piped === null ? [] : [alone(piped.file, piped.text, tool)];
  return { submitted: [...chosen.own, ...others, ...last], projects, problems, piped };
}

interface Wanted {
  paths: string[];
  /** as realpath has them */
  folders: string[];
}

function problemInWords({ file, line, message }: Problem): string {
  return `${file}${line ? `:${line}` : ''}: ${message}`;
}

/** Of known migrations the wanted ones. `rest`: wanted files that are none; `empty`: folders in which none is. */
function chosenFrom(known: SubmittedFile[], { paths, folders }: Wanted) {
  const wanted = new Map(paths.map((path) => [placeOf(path), path]));
  const empty = new Set(folders);
  const own = known.filter(({ migration }) => {
    const place = resolve(migration.file ?? '');
    const within = folders.filter((folder) => isWithin([{ place: folder }], place));
    for (const folder of within) empty.delete(folder);
    return wanted.delete(place) || within.length > 0;
  });
  return { own, rest: [...wanted.values()], empty: [...empty] };
}

/** Where their projects are looked for: here, and then in all of the git repository, whose folders say more. */
function rootsFor({ repository }: LintFlags, { projects }: MigrationSettings): string[] {
  if (repository !== undefined) return [repository];
  const root = rootAbove(process.cwd());
  return projects.length > 0 || root === process.cwd() ? ['.'] : ['.', root];
}

/** None where nobody said that this is a repository, and it is too large for one: the files are there all the same. */
async function projectsAround(
  root: string,
  { repository }: LintFlags,
  settings: MigrationSettings,
): Promise<Project[]> {
  try {
    return await projectsIn(root, settings);
  } catch (error) {
    if (error instanceof TooManyFilesError && repository === undefined && settings.projects.length === 0) return [];
    throw error;
  }
}

/** A file that is in no project: its text is what is run, statement by statement where no tool is named, as psql does. */
function alone(path: string, text: string, tool: ToolName | undefined): SubmittedFile {
  const isSql = path === 'stdin' || /\.(sql|psql|ddl)$/i.test(path);
  if (!isSql) {
    const message = `${path} is no SQL, and belongs to no migrations that are found here`;
    throw new UsageError(
      'usage/arguments',
      message,
      'name its tool and directory in the configuration, under migrations.projects',
    );
  }
  const project = {
    tool: tool ?? 'flyway',
    transaction: tool === undefined ? 'none' : usualTransaction(tool),
  } as const;
  const migration = { id: basename(path), file: path, sql: [{ line: 1, text }] };
  return { migration, project, named: tool !== undefined, directory: null };
}
