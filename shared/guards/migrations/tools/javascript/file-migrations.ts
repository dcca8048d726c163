import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import { asMigration, type Forward } from './forward.ts';
import { type Layout, relative } from './layout.ts';
import type { Program } from './program.ts';

/** What a tool makes of one file. */
export interface FileMigration {
  id: string;
  forward: Forward;
  outsideTransaction?: boolean;
  order?: string | null;
}

/** A project of which every file is a migration, in the order that is given. */
export function projectOf(
  layout: Layout & Pick<Project, 'tool' | 'transaction'>,
  files: Program[],
  read: (file: Program) => FileMigration,
): Project {
  return {
    tool: layout.tool,
    directory: layout.directory,
    ...(layout.table === undefined ? {} : { table: layout.table }),
    transaction: layout.transaction,
    migrations: files.map((file) => migrationOf(read(file), relative(layout.directory, file.path))),
    heads: [],
    problems: problemsIn(files),
  };
}

export function migrationOf({ id, forward, outsideTransaction, order }: FileMigration, file: string): Migration {
  return {
    id,
    file,
    ...(order ? { order } : {}),
    ...(outsideTransaction ? { outsideTransaction } : {}),
    ...asMigration(forward),
  };
}

export function problemsIn(files: Program[]): Problem[] {
  return files.flatMap(({ problem }) => (problem ? [problem] : []));
}

/** The names that a file may have in a history: repositories hold TypeScript where servers run what it was compiled to. */
export function compiledNames(name: string): string[] {
  const [bare, ending] = [name.replace(/\.[^.]*$/, ''), /\.[^.]*$/.exec(name)?.[0]];
  const others = ending && /^\.[cm]?ts$/.test(ending) ? ['.js', '.cjs', '.mjs'] : ['.ts', '.js', '.cjs', '.mjs'];
  return [name, ...others.filter((other) => other !== ending).map((other) => `${bare}${other}`)];
}
