import type { Manifest } from '../../../model/manifest.ts';

/** A manifest as text: JSON with a line for each migration, so that two of them can be compared by eye. Equal manifests give equal bytes. */
export function manifestText({ projects, ...rest }: Manifest): string {
  const texts = projects.map(({ migrations, ...project }) => {
    const lines = migrations.map((migration) => `    ${JSON.stringify(migration)}`);
    return `  ${withList(project, 'migrations', lines)}`;
  });
  return `${withList(rest, 'projects', texts)}\n`;
}

/** An object's JSON with one more member at its end, a list of texts that are JSON themselves. */
function withList(head: object, name: string, items: string[]): string {
  const list = items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n]`;
  return `${JSON.stringify(head).slice(0, -1)},"${name}":${list}}`;
}
