import { keyOf, objectKindSchema, type SnapshotObject } from '../../../model/snapshot.ts';
import { type Pairs, pairsOf } from './pairs.ts';
import type { Side } from './side.ts';

/**
 * A side with its generated names as the other side has them, so that both can be compared by name, and SQL for the other
 * side names what is there. `other`: what a sequence or an index of the side is called there.
 */
export function namedAs(there: Side, side: Side): { side: Side; other: (path: string[]) => string[] } {
  const pairs = pairsOf(side, there);
  const renamed = [...pairs].filter(([key, other]) => key !== other);
  if (renamed.length === 0) return { side, other: (path) => path };
  const paths = new Map(renamed.map(([key, other]) => [relationOf(side.get(key)?.path), relationIn(there.get(other))]));
  return { side: withNames(side, there, new Map(renamed)), other: (path) => paths.get(relationOf(path)) ?? path };
}

/** Sequences and indexes are named within their schema, whatever table they belong to. */
function relationOf(path: string[] = []): string {
  return [path[0], path.at(-1)].join('\0');
}

function relationIn(object: SnapshotObject | undefined): string[] {
  return [object?.path[0] ?? '', object?.path.at(-1) ?? ''];
}

function withNames(side: Side, there: Side, renamed: Pairs): Side {
  const named: Side = new Map();
  for (const [key, object] of side) {
    const path = there.get(renamed.get(key) ?? '')?.path ?? pathOn(object, { there, renamed });
    named.set(
      path === object.path ? key : keyOf({ kind: object.kind, path }),
      path === object.path ? object : { ...object, path },
    );
  }
  return named;
}

/** Of a grant on what is renamed, or a comment on it: its path there. */
function pathOn({ kind, path }: SnapshotObject, { there, renamed }: { there: Side; renamed: Pairs }): string[] {
  if (kind !== 'grant' && kind !== 'comment') return path;
  const [on = '', ...rest] = path;
  const role = kind === 'grant' ? rest.splice(-1) : [];
  const other = there.get(renamed.get(keyOf({ kind: objectKindSchema.parse(on), path: rest })) ?? '');
  return other ? [on, ...other.path, ...role] : path;
}
