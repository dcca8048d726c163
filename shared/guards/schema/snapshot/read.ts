import { keyOf, type Scope, type Snapshot, type SnapshotObject, shownPath, wholeOf } from '../../../model/snapshot.ts';
import type { Expected } from '../../migrations/tables.ts';
import type { Read } from '../difference.ts';
import { isInScope } from '../scope.ts';
import { families } from './families.ts';
import { objectsFrom, type Wanted } from './family.ts';
import { historiesQueries, ofHistories, schemasOfHistories } from './histories.ts';
import { inOrder } from './order.ts';
import { countPositions } from './positions.ts';
import { serverQuery } from './writing.ts';

/** A table, view, type, ... with all that hangs on it: `wholeOf` its objects. */
export type Whole = Pick<SnapshotObject, 'kind' | 'path'>;

export interface SnapshotOptions {
  /** nothing but these, whatever they are, and what tells whether statements on them are certain: `isTelling` */
  only?: Whole[] | undefined;
  /** projects whose histories may have names of their own */
  projects?: Expected[];
  /** with what migration tools keep for themselves */
  histories?: boolean;
}

/** Beyond as many, all are read, and the others left out here: the names would be longer than the answer. */
const mostNames = 2000;

/**
 * Reads the schema of a database, in one round trip. Left out are what belongs to extensions and what migration tools keep
 * for themselves. The transaction's search_path must hold pg_catalog and pg_temp alone: all other names are then written
 * with their schemas.
 * @throws StatementError, with 55P03 where a lock did not come free in time
 */
export async function readSnapshot(
  read: Read,
  scope: Scope,
  options: Whole[] | SnapshotOptions = {},
): Promise<Snapshot> {
  const { only, projects = [], histories = false } = Array.isArray(options) ? { only: options } : options;
  const asked = families.filter(
    ({ kinds }) => scope.kinds.length === 0 || kinds.some((kind) => scope.kinds.includes(kind)),
  );
  const wanted = { names: namesOf(only), owners: true };
  const leaveOut = !histories && only === undefined;
  const before = leaveOut ? historiesQueries(projects) : [];
  const [[server] = [], ...rest] = await read(
    serverQuery,
    ...before,
    ...asked.map(({ kinds, query }) => query(kinds.some(isType) ? { ...wanted, names: null } : wanted)),
  );
  const isHistory = leaveOut ? ofHistories(rest, projects) : () => false;
  const schemas = leaveOut ? schemasOfHistories(rest, isHistory) : new Set<string>();
  const isAsked = askedIn(only);
  const known = new Map<string, string>();
  const objects: SnapshotObject[] = [];
  for (const [index, family] of asked.entries()) {
    for (const object of objectsFrom(family, rest[index + before.length] ?? [], known)) {
      if (!isInScope(scope, object.kind, object.path) || !isAsked(object) || isHistory(object)) continue;
      if (object.kind === 'schema' && schemas.has(object.path[0] ?? '')) object.is.histories = 'only';
      objects.push(object);
    }
  }
  countPositions(objects);
  return { snapshot: 2, server: Number(server?.server), scope, ...seenOf(objects.sort(inOrder)) };
}

function namesOf(only: Whole[] | undefined): Wanted['names'] {
  return only === undefined || only.length > mostNames ? null : only.map(({ path }) => path.at(-1) ?? '');
}

const relationKinds: ReadonlySet<string> = new Set(['table', 'view', 'materialized view', 'domain', 'type']);

/** What tells a whole from all others. Parts of a view, a domain or a type name it as they would name a table. */
export function nameOf({ kind, path }: Whole): string {
  return relationKinds.has(kind) ? path.join('\0') : keyOf({ kind, path });
}

function askedIn(only: Whole[] | undefined): (object: SnapshotObject) => boolean {
  if (only === undefined) return () => true;
  const asked = new Set(only.map(nameOf));
  return (object) => asked.has(nameOf(wholeOf(object))) || (only.length > 0 && isTelling(object));
}

function isType(kind: SnapshotObject['kind']): boolean {
  return kind === 'enum' || kind === 'domain' || kind === 'type';
}

/** What a new column's type is, and whether a new partition comes beside a DEFAULT one, which is then read. */
function isTelling({ kind, is }: SnapshotObject): boolean {
  return isType(kind) || is.bound === 'DEFAULT';
}

/** Properties without which an object says nothing. The server writes none where it was dropped meanwhile. */
const needed: Partial<Record<SnapshotObject['kind'], string>> = {
  constraint: 'definition',
  index: 'definition',
  function: 'definition',
  view: 'definition',
  'materialized view': 'definition',
  trigger: 'definition',
};

function seenOf(objects: SnapshotObject[]): Pick<Snapshot, 'unseen' | 'objects'> {
  const isSeen = ({ kind, is }: SnapshotObject) => is[needed[kind] ?? ''] !== undefined || needed[kind] === undefined;
  const unseen = objects.filter((object) => !isSeen(object));
  return {
    unseen: unseen.map((object) => `the ${object.kind} ${shownPath(object)}, which was changed while it was read`),
    objects: unseen.length === 0 ? objects : objects.filter(isSeen),
  };
}
