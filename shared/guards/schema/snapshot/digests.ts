import { type ObjectKind, type Scope, type SnapshotObject, wholeOf } from '../../../model/snapshot.ts';
import type { Row } from '../../../session/drivers/driver.ts';
import type { Expected } from '../../migrations/tables.ts';
import type { Read } from '../difference.ts';
import { isInScope } from '../scope.ts';
import { columnDigests, identityDigests } from './digests/columns.ts';
import { constraintDigests } from './digests/constraints.ts';
import { indexDigests } from './digests/indexes.ts';
import { families } from './families.ts';
import type { Wanted } from './family.ts';
import { historiesQueries, ofHistories, schemasOfHistories } from './histories.ts';
import { nameOf, type Whole } from './read.ts';
import { serverQuery } from './writing.ts';

export interface DigestOptions {
  /** whether it matters who owns an object */
  owners?: boolean;
  /** projects whose histories may have names of their own */
  projects?: Expected[];
}

/** A query whose rows are digests of objects of these kinds, or of all of them that a table has. */
interface Digests {
  kinds: ObjectKind[];
  query: string;
}

/**
 * A digest of each whole object, in one round trip and a fraction of the time of reading them. Equal digests of two databases
 * mean equal objects; unequal ones mean nothing: those are then read. Columns, constraints and indexes, of which there are
 * many, have queries of their own; of all others, what would be read is digested where it is.
 */
export async function readDigests(
  read: Read,
  scope: Scope,
  { owners = true, projects = [] }: DigestOptions = {},
): Promise<{ whole: Whole; digest: string }[]> {
  const asked = digestQueries({ names: null, owners }).filter(
    ({ kinds }) => scope.kinds.length === 0 || kinds.some((kind) => scope.kinds.includes(kind)),
  );
  const [, ...answers] = await read(serverQuery, ...historiesQueries(projects), ...asked.map(({ query }) => query));
  const isHistory = ofHistories(answers, projects);
  const schemas = schemasOfHistories(answers, isHistory);
  // Where the other side has more in the schema, nothing is here to be equal to its digest: both are read.
  const isTheirs = (whole: Whole) => isHistory(whole) || (whole.kind === 'schema' && schemas.has(whole.path[0] ?? ''));
  const found = new Map<string, { whole: Whole; digests: string[] }>();
  for (const [index, { kinds }] of asked.entries()) {
    for (const row of answers[index + 3] ?? []) add(found, objectOf(row, kinds), `${index} ${row.digest}`);
  }
  const anyKind = { ...scope, kinds: [] };
  return [...found.values()]
    .filter(({ whole }) => isInScope(anyKind, whole.kind, whole.path) && !isTheirs(whole))
    .map(({ whole, digests }) => ({ whole, digest: digests.sort().join(',') }));
}

function add(found: Map<string, { whole: Whole; digests: string[] }>, object: Whole, digest: string): void {
  const whole = wholeOf(object);
  const name = nameOf(whole);
  const known = found.get(name);
  if (known === undefined) found.set(name, { whole, digests: [digest] });
  else known.digests.push(digest);
}

function objectOf(row: Row, [kind = 'table']: ObjectKind[]): Pick<SnapshotObject, 'kind' | 'path'> {
  const { on_kind, in_schema, in_table, named, to_role } = row;
  const path = [on_kind, in_schema, in_table, named, to_role].filter((name) => name !== null && name !== undefined);
  return { kind: (row.kind ?? kind) as ObjectKind, path: path.map(String) };
}

/** Kinds with digests of their own, in place of those of what would be read. */
const own: ReadonlySet<ObjectKind> = new Set(['column', 'constraint', 'index']);

export function digestQueries(wanted: Wanted): Digests[] {
  const others = families
    .filter(({ kinds }) => !kinds.some((kind) => own.has(kind)))
    .map(({ kinds, query }) => ({ kinds, query: digested(query({ ...wanted, withoutColumns: true })) }));
  return [
    // First those that say by what kind a whole goes.
    ...others,
    // An index has its columns' numbers in its digest: what these are called is here.
    { kinds: ['table', 'column', 'index', 'grant'], query: columnDigests(wanted) },
    { kinds: ['table', 'column'], query: identityDigests(wanted) },
    { kinds: ['table', 'constraint', 'column'], query: constraintDigests(wanted) },
    { kinds: ['table', 'index', 'constraint'], query: indexDigests(wanted) },
  ];
}

/** A row an object, with its path and a digest of all that would be read of it. */
function digested(query: string): string {
  const columns = pathColumns.filter((column) => query.includes(` AS ${column}`) || query.includes(`l.${column},`));
  return `SELECT ${columns.join(', ')}, md5(object::text) AS digest FROM (${query}) object`;
}

const pathColumns = ['kind', 'on_kind', 'in_schema', 'in_table', 'named', 'to_role'];
