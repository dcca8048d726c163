import type { Finding } from '../../model/finding.ts';
import type { DataSettings } from '../../model/settings.ts';

/** Tells whether `data.ignore` names what a finding is about: its table, or the thing itself. */
export function ignoredData({ ignore }: DataSettings): (finding: Pick<Finding, 'code' | 'subject'>) => boolean {
  const entries = ignore.map(({ object, code }) => ({ matches: wild(object), code }));
  return (finding) =>
    finding.code.startsWith('data/') &&
    finding.code !== 'data/unused-ignore' &&
    entries.some(
      ({ matches, code }) =>
        (code === undefined || finding.code === code || finding.code === `data/${code}`) &&
        pathsOf(finding).some((path) => matches.test(path)),
    );
}

/** The entries of `data.ignore` that name no table of these, nor anything that could be of one. */
export function unusedIn(
  { ignore }: DataSettings,
  tables: { schema: string; table: string }[],
): DataSettings['ignore'] {
  const paths = tables.map(({ schema, table }) => `${schema}.${table}`);
  return ignore.filter(({ object }) => {
    const patterns = [wild(object), wild(object.slice(0, Math.max(0, object.lastIndexOf('.'))))];
    return !paths.some((path) => patterns.some((pattern) => pattern.test(path)));
  });
}

function pathsOf({ subject: { schema, table, name } }: Pick<Finding, 'subject'>): string[] {
  if (schema === undefined) return [name];
  return table === undefined ? [`${schema}.${name}`] : [`${schema}.${table}`, `${schema}.${table}.${name}`];
}

/** `*` stands for any letters, dots among them. */
function wild(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*')}$`, 's');
}
