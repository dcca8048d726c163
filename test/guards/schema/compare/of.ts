import { differencesOf } from '../../../../shared/guards/schema/compare/compare.ts';
import { everything } from '../../../../shared/guards/schema/difference.ts';
import type { ObjectKind, Property, Snapshot, SnapshotObject } from '../../../../shared/model/snapshot.ts';

/** `object('column public.t.a', { type: 'integer' })`: for paths without dots in their names. */
export function object(named: string, is: Record<string, Property> = {}, position?: number): SnapshotObject {
  const [, kind = '', path = ''] = /^(materialized view|\S+) (.*)$/.exec(named) ?? [];
  return { kind: kind as ObjectKind, path: path.split('.'), is, ...(position === undefined ? {} : { position }) };
}

export function snapshot(objects: SnapshotObject[], { server = 18, scope = {} } = {}): Snapshot {
  return { snapshot: 2, server, scope: { ...everything, ...scope }, unseen: [], objects };
}

/** `removed column public.t.a`, `changed table public.t (owner)`. */
export function lines(
  from: SnapshotObject[] | Snapshot,
  to: SnapshotObject[] | Snapshot,
  options: Partial<Parameters<typeof differencesOf>[2]> = {},
): string[] {
  const sides = [from, to].map((side) => (Array.isArray(side) ? snapshot(side) : side)) as [Snapshot, Snapshot];
  const differences = differencesOf(...sides, { owners: false, columnOrder: false, ...options });
  return differences.map(({ kind, path, change, properties, renamed }) => {
    const names = properties.map(({ name }) => name).join(', ');
    const more = [names === '' ? '' : ` (${names})`, renamed === undefined ? '' : ` = ${renamed.join('.')}`];
    return `${change} ${kind} ${path.join('.')}${more.join('')}`;
  });
}
