import type { ToolName } from '../../../../model/manifest.ts';
import { type Repository, UnreadableFileError } from '../../repository/repository.ts';
import { directoriesOf, within } from '../files.ts';
import { dependsOn } from './packages.ts';
import { bareName, classesIn, exported, isTypeScript, programAt, programs } from './program.ts';

/** What only one tool's migrations say. The first that fits counts: MikroORM's may ask for a Knex, TypeORM's for nothing. */
const marks: [ToolName, RegExp][] = [
  ['mikroorm', /\bextends\s+(?:\w+\.)?Migration\b/],
  ['typeorm', /\bimplements\s+MigrationInterface\b|\bup\s*\(\s*queryRunner\b/],
  ['kysely', /\bKysely\s*<|from\s+['"]kysely['"]|require\(\s*['"]kysely['"]\s*\)/],
  ['sequelize', /\bqueryInterface\b|\bQueryInterface\b|['"]umzug['"]/],
  ['node-pg-migrate', /\bMigrationBuilder\b|\bpgm\b|['"]node-pg-migrate['"]/],
  ['knex', /\bup\b[^;{}]{0,60}?\bknex\b|\bKnex\b|['"]knex['"]/],
];

/** Where a mark is not in the beginning, there is none. */
const longest = 200_000;

const seen = new WeakMap<Repository, Map<string, ToolName>>();

/** The directories whose migrations are a tool's, told by what stands in them. Each is looked at once for all tools. */
export function directoriesWith(repository: Repository, tool: ToolName): string[] {
  const owners = seen.get(repository) ?? ownersIn(repository);
  seen.set(repository, owners);
  return [...owners].filter(([, owner]) => owner === tool).map(([directory]) => directory);
}

/** Whether a text is marked as another tool's migration. */
export function isForeign(text: string, tool: ToolName): boolean {
  const owner = ownerOf(text.slice(0, longest));
  return owner !== null && owner !== tool;
}

function ownersIn(repository: Repository): Map<string, ToolName> {
  const owners = new Map<string, ToolName>();
  for (const directory of directoriesOf(repository, programs)) {
    if (!/migrat[^/]*(\/[^/]*)?$/i.test(directory)) continue;
    const owner = ownerIn(repository, directory);
    if (owner !== null) owners.set(directory, owner);
  }
  for (const directory of directoriesOf(repository, /migrat[^/]*\/[^/]+\.sql$/i)) {
    if (!owners.has(directory) && isPgMigrate(repository, directory)) owners.set(directory, 'node-pg-migrate');
  }
  for (const directory of outputsIn(repository, owners)) owners.delete(directory);
  return owners;
}

/** Directories of JavaScript alone, of which every program has its source in another directory of the same tool. */
function outputsIn(repository: Repository, owners: Map<string, ToolName>): string[] {
  const bySource = new Map<string, Set<string>>();
  const programsOf = (directory: string) => repository.inDirectory(directory).filter((name) => programs.test(name));
  for (const [directory, owner] of owners) {
    for (const name of programsOf(directory).filter(isTypeScript)) {
      const key = `${owner} ${bareName(name)}`;
      bySource.set(key, (bySource.get(key) ?? new Set()).add(directory));
    }
  }
  return [...owners].flatMap(([directory, owner]) => {
    const names = programsOf(directory);
    const homes = names.map((name) => bySource.get(`${owner} ${bareName(name)}`));
    const isOutput = names.length > 0 && !names.some(isTypeScript);
    return isOutput && [...(homes[0] ?? [])].some((home) => homes.every((each) => each?.has(home))) ? [directory] : [];
  });
}

function ownerIn(repository: Repository, directory: string): ToolName | null {
  for (const name of repository.inDirectory(directory).filter((each) => programs.test(each))) {
    const owner = ownerOf(readable(repository, within(directory, name)));
    if (owner !== null && isMigration(repository, { directory, name, owner })) return owner;
  }
  return null;
}

/** A folder called `migrations` may hold programs that are about migrations: what is one can be run, and says when. */
function isMigration(repository: Repository, { directory, name, owner }: Marked): boolean {
  if (!numbered.test(name) && !dependsOn(repository, directory, owner)) return false;
  const program = programAt(repository, directory, name);
  return program.module === null || exported(program, 'up') !== undefined || classesIn(program).length > 0;
}

interface Marked {
  directory: string;
  name: string;
  owner: ToolName;
}

/** `20240101090000_users.ts`, `1-users.js`, MikroORM's `Migration20240101090000.ts` */
const numbered = /^(Migration)?\d/;

function ownerOf(text: string): ToolName | null {
  return marks.find(([, mark]) => mark.test(text))?.[0] ?? null;
}

/** Its migrations of SQL begin with a comment that nobody else writes. */
function isPgMigrate(repository: Repository, directory: string): boolean {
  const first = repository.inDirectory(directory).find((name) => name.endsWith('.sql'));
  return first !== undefined && /^[ \t]*--[ \t-]*Up Migration\b/im.test(readable(repository, within(directory, first)));
}

/** Whatever cannot be read has no mark; the reader says so when it comes to it. */
function readable(repository: Repository, path: string): string {
  try {
    return repository.text(path)?.slice(0, longest) ?? '';
  } catch (error) {
    if (error instanceof UnreadableFileError) return '';
    throw error;
  }
}
