import type { MigrationSettings, ProjectSettings } from '../../../model/settings.ts';
import { plainDirectory } from '../on-target.ts';
import { type Repository, withoutFiles } from '../repository/repository.ts';
import { loadParsers } from '../tools/parsers.ts';
import { readers } from '../tools/readers.ts';
import type { Place, Reader } from '../tools/tool.ts';

/** A directory of migrations, and who reads it. */
export interface Find {
  /** reads what it found, from the files that it found it among */
  reader: Reader;
  place: Place;
}

/** Samples lie there, not what a database has to be like. Where that is wrong, the configuration names the directory. */
const samples = /(^|\/)(tests?|__tests__|specs?|fixtures|__fixtures__|examples?|testdata)\//;

/**
 * Where migrations are: what the configuration names, else what the readers find. A configured tool without a directory is
 * looked for; with one, that is where it is, whether or not it looks like it.
 */
export async function placesIn(
  repository: Repository,
  { projects }: Pick<MigrationSettings, 'projects'>,
): Promise<Find[]> {
  await loadParsers(repository);
  const own = withoutFiles(repository, samples);
  if (projects.length > 0) return projects.flatMap((project) => configured({ whole: repository, own }, project));
  return readers.flatMap((reader) => findsOf(reader, own, reader.places(own)));
}

/** Samples that are no place are no part of another place either: a Django application of the tests, below its manage.py. */
function findsOf(reader: Reader, repository: Repository, places: Place[]): Find[] {
  const bound: Reader = { ...reader, read: (_, place) => reader.read(repository, place) };
  return places.map((place) => ({ reader: bound, place }));
}

interface Repositories {
  whole: Repository;
  /** without samples */
  own: Repository;
}

function configured({ whole, own }: Repositories, { tool, directory, table }: ProjectSettings): Find[] {
  const reader = readers.find((each) => each.tool === tool);
  if (!reader) return [];
  const repository = directory === undefined ? own : whole;
  const found = reader.places(repository);
  const wanted = directory === undefined ? undefined : plainDirectory(directory);
  const places =
    wanted === undefined ? found : [found.find((place) => place.directory === wanted) ?? { directory: wanted }];
  const named = places.map((place) => ({ ...place, ...(table === undefined ? {} : { table }) }));
  return findsOf(reader, repository, named);
}
