import type { Migration, Problem, Project } from '../../../../model/manifest.ts';
import { type Repository, UnreadableFileError } from '../../repository/repository.ts';
import { fileText, problemsOf, type SqlFile, sqlFiles, sqlOf, within } from '../files.ts';
import { sqlPlaces } from '../sql/directories.ts';
import type { Place } from '../tool.ts';
import { fileDirective } from './directives.ts';
import { type Summed, sumProblem, sumsOf } from './sum.ts';

/** Where an atlas.sum is, and no other tool runs the files. */
export function atlasPlaces(repository: Repository): Place[] {
  return sqlPlaces(repository, 'atlas').map((directory) => ({ directory }));
}

/**
 * Files in the order of their names; what stands before the first `_` is the version. A checkpoint stands for all files
 * before it, in an empty database only. ariga/atlas: sql/migrate/dir.go
 */
export function readAtlas(repository: Repository, { directory }: Place): Project {
  const files = sqlFiles(repository, directory, /\.sql$/);
  const problems = problemsOf(files);
  const sums = sumsIn(repository, files);
  if (sums) problems.push(...integrity(repository, within(directory, 'atlas.sum'), sums));
  const migrations = files.map((file) => migrationFrom(file, sums ?? []));
  return { tool: 'atlas', directory, transaction: 'each', migrations, heads: [], problems };
}

/** null where a file cannot be read: then no checksum behind it is known. */
function sumsIn(repository: Repository, files: SqlFile[]): Summed[] | null {
  try {
    return sumsOf(files.map(({ name, path }) => ({ name, bytes: repository.bytes(path) ?? new Uint8Array() })));
  } catch (error) {
    if (error instanceof UnreadableFileError) return null;
    throw error;
  }
}

function integrity(repository: Repository, path: string, sums: Summed[]): Problem[] {
  const { text, problem } = fileText(repository, path);
  const found = text === null ? problem : sumProblem(text, sums, path);
  return found ? [found] : [];
}

function migrationFrom({ name, text }: SqlFile, sums: Summed[]): Migration {
  const hash = sums.find((each) => each.name === name)?.hash;
  const checkpoint = text !== null && fileDirective(text, 'checkpoint') !== null;
  const outside = text !== null && fileDirective(text, 'txmode') === 'none';
  return {
    id: name.replace(/\.sql$/, '').split('_')[0] ?? name,
    file: name,
    ...(hash === undefined ? {} : { checksums: [hash] }),
    ...(checkpoint ? { kind: 'baseline' } : {}),
    ...sqlOf(text),
    ...(outside ? { outsideTransaction: true } : {}),
  };
}
