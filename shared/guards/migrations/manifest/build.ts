import { UsageError } from '../../../model/errors.ts';
import type { Extra, Manifest, Migration, Problem, Project } from '../../../model/manifest.ts';
import type { MigrationSettings } from '../../../model/settings.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { version } from '../../../model/version.ts';
import { allowsIn } from '../linting/allow.ts';
import { type Repository, UnreadableFileError } from '../repository/repository.ts';
import { effectsOf } from './effects-of.ts';
import { gitOf } from './git.ts';
import { type Find, placesIn } from './places.ts';
import { withRecentSql } from './recent-sql.ts';

export interface ManifestOptions {
  settings: MigrationSettings;
  /** carry the SQL of all that comes after this migration; by default of the newest, as far as there is room */
  since?: string | undefined;
  /** carry all SQL: of a manifest that does not travel */
  allSql?: boolean;
  /**
   * Runs the migrations, which then all carry their SQL; what it returns becomes the manifest's snapshot. To it, only
   * what is no SQL is opaque.
   */
  replayed?: (whole: Manifest) => Promise<Snapshot>;
}

/**
 * What the repository expects of the database. Nothing of the repository is run. What could not be understood is among
 * the `problems` of its project. The same files and commit give the same manifest.
 * @throws UsageError where `since` or a file of `migrations.extra` is not there
 */
export async function manifestOf(
  repository: Repository,
  { settings, since, allSql = false, replayed }: ManifestOptions,
): Promise<Manifest> {
  const read: Project[] = [];
  for (const find of await placesIn(repository, settings)) read.push(await projectFrom(repository, find));
  const extra = await Promise.all(settings.extra.map((file) => extraFrom(repository, file)));
  const directories = [...read.map(({ directory }) => directory), ...settings.extra];
  const whole: Manifest = {
    manifest: 1,
    lockstep: version,
    git: directories.length === 0 ? null : gitOf(repository, directories),
    ...(since === undefined ? {} : { since }),
    projects: read,
    ...(extra.length === 0 ? {} : { extra }),
  };
  const projects: Project[] = [];
  for (const project of read) projects.push({ ...project, migrations: await withEffects(project) });
  const short = { ...whole, projects: allSql ? projects : withRecentSql(projects, since) };
  return replayed ? { ...short, snapshot: await replayed(whole) } : short;
}

async function projectFrom(repository: Repository, { reader, place }: Find): Promise<Project> {
  const project = await readProject(repository, { reader, place });
  const table = place.table ?? project.table;
  return {
    ...project,
    ...(table === undefined ? {} : { table }),
    heads: project.heads.length > 0 ? project.heads : lastOf(project.migrations),
  };
}

/** A reader that fails over one file must not lose what the other projects say. */
export async function readProject(repository: Repository, { reader, place }: Find): Promise<Project> {
  const { tool } = reader;
  const { directory } = place;
  const none = { tool, directory, transaction: 'each' as const, migrations: [], heads: [] };
  try {
    const project = await reader.read(repository, place);
    if (project.migrations.length > 0 || project.problems.length > 0 || repository.inDirectory(directory).length > 0) {
      return withAllows(project, repository);
    }
    return { ...none, problems: [problem(directory, `there is nothing of ${tool} in this directory`)] };
  } catch (error) {
    const file = error instanceof UnreadableFileError ? error.file : directory;
    return { ...none, problems: [problem(file, error instanceof Error ? error.message : String(error))] };
  }
}

const languages: Record<string, string> = {
  py: 'python',
  rb: 'ruby',
  exs: 'elixir',
  yaml: 'yaml',
  yml: 'yaml',
  xml: 'xml',
  js: 'javascript',
  cjs: 'javascript',
  mjs: 'javascript',
  ts: 'javascript',
  cts: 'javascript',
  mts: 'javascript',
};

/** With the comments of sources that are not SQL in which lint rules are allowed. */
function withAllows(project: Project, repository: Repository): Project {
  const migrations = project.migrations.map((migration) => {
    const { file = '' } = migration;
    const language = languages[file.slice(file.lastIndexOf('.') + 1)];
    if (language === undefined) return migration;
    const text = repository.text(project.directory === '' ? file : `${project.directory}/${file}`);
    const allows = text === null ? [] : allowsIn(text, language);
    return allows.length === 0 ? migration : { ...migration, allows };
  });
  return { ...project, migrations };
}

function problem(file: string, message: string): Problem {
  return { file: file || '.', message };
}

async function withEffects({ migrations }: Project): Promise<Migration[]> {
  const told: Migration[] = [];
  for (const migration of migrations) {
    const { effects, opaque } = await effectsOf(migration.sql ?? []);
    told.push({
      ...migration,
      ...(effects.length === 0 ? {} : { effects }),
      ...(opaque || migration.opaque ? { opaque: true } : {}),
    });
  }
  return told;
}

function lastOf(migrations: Migration[]): string[] {
  const last = migrations.findLast(({ kind }) => kind !== 'repeatable');
  return last === undefined ? [] : [last.id];
}

/**
 * A file of SQL, with what it leaves behind. `setting` names it.
 * @throws UsageError where it is not there
 */
export async function extraFrom(repository: Repository, file: string, setting = 'migrations.extra'): Promise<Extra> {
  const text = textOf(repository, file, setting);
  const { effects, opaque } = await effectsOf([{ line: 1, text }]);
  return { file, text, effects, ...(opaque ? { opaque: true } : {}) };
}

function textOf(repository: Repository, file: string, setting: string): string {
  const refuse = (reason: string) =>
    new UsageError('usage/configuration', `${setting} names ${file}: ${reason}`, 'correct the name, or take it out');
  try {
    const text = repository.text(file);
    if (text !== null) return text;
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  throw refuse(`there is no such file in ${repository.root}`);
}
