/**
 * What a migration does to the objects of a schema, as one text each: `+column users.locked_until` (added),
 * `-table public.orders` (dropped), `>column users.name full_name` (renamed to), `~table orders_2024` (nothing more is expected of it). Names are written as SQL writes them:
 * quoted only where they have to be, with their schema only where the migration says it.
 */
export interface Effect {
  /** `unsure`: there now, and may go without a word, as partitions, children and generated columns do */
  action: 'add' | 'drop' | 'rename' | 'unsure';
  kind: ObjectKind;
  /** [schema, name] or [name]; columns, constraints, triggers and policies: with their table before the last */
  path: string[];
  /** the new last name of a rename */
  to?: string;
}

export const objectKinds = [
  'schema',
  'table',
  'column',
  'constraint',
  'index',
  'view',
  'materialized-view',
  'sequence',
  'type',
  'function',
  'trigger',
  'policy',
  'extension',
] as const;
export type ObjectKind = (typeof objectKinds)[number];

const signs = { add: '+', drop: '-', rename: '>', unsure: '~' } as const;

/** An effect as a manifest holds it. */
export function effectText({ action, kind, path, to }: Effect): string {
  return `${signs[action]}${kind} ${path.map(name).join('.')}${to === undefined ? '' : ` ${name(to)}`}`;
}

/** What a manifest's text means; null for what is none. */
export function effectFrom(text: string): Effect | null {
  const parts = /^([+>~-])([a-z-]+) (\S.*)$/s.exec(text);
  const kind = objectKinds.find((each) => each === parts?.[2]);
  const action = (['add', 'drop', 'rename', 'unsure'] as const).find((each) => signs[each] === parts?.[1]);
  if (!kind || !action) return null;
  const read = namesIn(parts?.[3] ?? '');
  if (read === null) return null;
  if (action !== 'rename') return { action, kind, path: read };
  const to = read.pop();
  return to === undefined ? null : { action, kind, path: read, to };
}

/** Null where there is anything else than names: whoever went on behind it would look at the rest once for each letter. */
function namesIn(text: string): string[] | null {
  const next = /(?:"((?:[^"]|"")+)"|([^".\s]+))(?:[. ]|$)/sy;
  const names: string[] = [];
  while (next.lastIndex < text.length) {
    const found = next.exec(text);
    if (found === null) return null;
    names.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
  }
  return names;
}

function name(text: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}
