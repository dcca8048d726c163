import { fileFrom, type Manifest, type Migration } from '../../../model/manifest.ts';

/**
 * A manifest as text: JSON with a line for each migration, so that two of them can be compared by eye. Equal manifests give
 * equal bytes. Where files follow from ids, that is said once.
 */
export function manifestText({ projects, ...rest }: Manifest): string {
  const texts = projects.map(({ migrations, ...project }) => {
    const files = filesOf(migrations);
    const lines = migrations.map((migration) =>
      JSON.stringify(files === null ? migration : withoutFile(migration, files)),
    );
    return withList({ ...project, ...(files === null ? {} : { files }) }, 'migrations', lines);
  });
  return `${withList(rest, 'projects', texts)}\n`;
}

/** "{id}/migration.sql", as the newest migration has it; null where one has no file, or it does not follow from the id. */
function filesOf(migrations: Migration[]): string | null {
  const { id = '', file = '' } = migrations.at(-1) ?? {};
  const isPlain = file.split(id).length === 2 && !/[{}]/.test(file) && file.length <= 200;
  return isPlain && migrations.every((migration) => migration.file !== undefined) ? file.replace(id, '{id}') : null;
}

function withoutFile({ file, ...migration }: Migration, files: string): Migration {
  return file === undefined || file === fileFrom(files, migration.id) ? migration : { ...migration, file };
}

/** An object's JSON with one more member at its end, a list of texts that are JSON themselves. */
function withList(head: object, name: string, items: string[]): string {
  const list = items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n]`;
  return `${JSON.stringify(head).slice(0, -1)},"${name}":${list}}`;
}
