import type { MigrationSettings, ProjectSettings } from '../../../model/settings.ts';
import type { Repository } from '../repository/repository.ts';
import { readers } from '../tools/readers.ts';
import type { Place, Reader } from '../tools/tool.ts';

/** A directory of migrations, and who reads it. */
export interface Find {
  reader: Reader;
  place: Place;
}

/** Samples lie there, not what a database has to be like. Where that is wrong, the configuration names the directory. */
const samples = /(^|\/)(tests?|__tests__|specs?|fixtures|__fixtures__|examples?|testdata)\//;

/**
 * Where migrations are: what the configuration names, else what the readers find. A configured tool without a directory is
 * looked for; with one, that is where it is, whether or not it looks like it.
 */
export function placesIn(repository: Repository, { projects }: Pick<MigrationSettings, 'projects'>): Find[] {
  if (projects.length > 0) return projects.flatMap((project) => configured(repository, project));
  const own: Repository = { ...repository, files: repository.files.filter((file) => !samples.test(file)) };
  return readers.flatMap((reader) => reader.places(own).map((place) => ({ reader, place })));
}

function configured(repository: Repository, { tool, directory, table }: ProjectSettings): Find[] {
  const reader = readers.find((each) => each.tool === tool);
  if (!reader) return [];
  const found = reader.places(repository);
  const wanted = directory === undefined ? undefined : directory.replace(/^\.\/|\/+$/g, '').replace(/^\.$/, '');
  const places =
    wanted === undefined ? found : [found.find((place) => place.directory === wanted) ?? { directory: wanted }];
  return places.map((place) => ({ reader, place: { ...place, ...(table === undefined ? {} : { table }) } }));
}
