import { keyOf, roleName } from '../../../model/snapshot.ts';
import type { Difference } from '../difference.ts';
import type { Side } from './side.ts';
import { kindsOfTable, type Named, subjectOf } from './wholes.ts';

/**
 * Whether a grant differs for nothing but that the object belongs to that role on one side alone: there the role may do all
 * that it is granted on the other side, and no GRANT would ever show.
 *
 * https://www.postgresql.org/docs/current/ddl-priv.html: an owner has all privileges that he did not revoke from himself.
 */
export function isOwnersAnyway(difference: Difference, [from, to]: [Side, Side]): boolean {
  if (difference.kind !== 'grant') return false;
  const role = roleName(difference.path.at(-1) ?? '');
  const isOwners = [from, to].map((side) => role !== null && ownerOf(side, difference) === role);
  if (isOwners[0] === isOwners[1]) return false;
  const [owners, others] = isOwners[0] ? [from, to] : [to, from];
  const has = ownersPrivileges(owners, difference);
  const granted = privilegesIn(others, difference.path) ?? [];
  return has === null || granted.every((privilege) => has.includes(privilege.replace('*', '')));
}

function ownerOf(side: Side, grant: Named): string | undefined {
  const owner = objectsOf(grant).flatMap((object) => side.get(keyOf(object))?.is.owner ?? [])[0];
  return typeof owner === 'string' ? owner : undefined;
}

/** The object that the owner has, in all that it can be: columns are a table's or a view's. */
function objectsOf(grant: Named): Named[] {
  const { kind, path } = subjectOf(grant);
  return kind === 'column' ? kindsOfTable.map((of) => ({ kind: of, path: path.slice(0, 2) })) : [{ kind, path }];
}

/** Null where they are all of them; an owner may grant whatever he has. */
function ownersPrivileges(side: Side, grant: Difference): string[] | null {
  const role = grant.path.at(-1) ?? '';
  const lists = objectsOf(grant).map(({ kind, path }) => privilegesIn(side, [kind, ...path, role]));
  if (lists.every((list) => list === null)) return null;
  const left = [...lists, privilegesIn(side, grant.path)].flatMap((list) => list ?? []);
  return left.map((privilege) => privilege.replace('*', ''));
}

function privilegesIn(side: Side, path: string[]): string[] | null {
  const privileges = side.get(keyOf({ kind: 'grant', path }))?.is.privileges;
  return Array.isArray(privileges) ? privileges : null;
}
