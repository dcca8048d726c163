import { keyOf, objectKindSchema, type SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
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
  const taken = new Set(renamed.values());
  const names = new Set(Array.from(there.values(), ({ path }) => relationOf(path)));
  for (const [key, object] of side) {
    const other = there.get(renamed.get(key) ?? '');
    const path = other?.path ?? (taken.has(key) ? freePath(object, names) : pathOn(object, { there, renamed }));
    if (path === object.path) named.set(key, object);
    else
      named.set(keyOf({ kind: object.kind, path }), { ...object, path, is: other ? object.is : isNamed(object, path) });
  }
  return named;
}

/** The other side has the name for something else: the next number, as PostgreSQL would take. */
function freePath({ path }: SnapshotObject, names: Set<string>): string[] {
  const name = (path.at(-1) ?? '').replace(/\d+$/, '');
  for (let number = 1; ; number++) {
    const free = [...path.slice(0, -1), `${cut(name, 63 - `${number}`.length)}${number}`];
    if (names.has(relationOf(free))) continue;
    names.add(relationOf(free));
    return free;
  }
}

/** From its start, as what it ends with tells what it is. */
function cut(name: string, bytes: number): string {
  let rest = name;
  while (new TextEncoder().encode(rest).length > bytes) rest = rest.slice(1);
  return rest;
}

/** What an object is under another name: the definition of an index has its own in it, which may be a keyword in quotes. */
export function isNamed({ kind, is }: SnapshotObject, path: string[]): SnapshotObject['is'] {
  if (kind !== 'index' || typeof is.definition !== 'string') return is;
  const own = /^(CREATE (?:UNIQUE )?INDEX )(?:"(?:[^"]|"")*"|[^"\s]+)/;
  return {
    ...is,
    definition: is.definition.replace(own, (_, start: string) => `${start}${identifier(path.at(-1) ?? '')}`),
  };
}

/** Of a grant on what is renamed, or a comment on it: its path there. */
function pathOn({ kind, path }: SnapshotObject, { there, renamed }: { there: Side; renamed: Pairs }): string[] {
  if (kind !== 'grant' && kind !== 'comment') return path;
  const [on = '', ...rest] = path;
  const role = kind === 'grant' ? rest.splice(-1) : [];
  const other = there.get(renamed.get(keyOf({ kind: objectKindSchema.parse(on), path: rest })) ?? '');
  return other ? [on, ...other.path, ...role] : path;
}
