import { objectKindSchema, roleName, type SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { named } from './named.ts';
import { type Kind, list, type Piece, text, together, type Undoing } from './piece.ts';
import type { Side, Sides } from './sides.ts';

/** What is usual of PUBLIC and of owners is in no snapshot: a list that is shorter than that says what was revoked. */
export const grant: Kind = {
  create: (object, sides) =>
    alike(object, { wanted: list(object, 'privileges'), there: usual(object, sides.from, sides), sides }),
  change: ({ from, to }, sides) =>
    alike(from, { wanted: list(from, 'privileges'), there: list(to, 'privileges'), sides }),
  drop: (object, sides) =>
    alike(object, { wanted: usual(object, sides.to, sides), there: list(object, 'privileges'), sides }),
};

interface Lists {
  wanted: string[];
  there: string[];
  sides: Sides;
}

/** `SELECT*` is granted with grant option. */
function alike(object: SnapshotObject, { wanted, there, sides }: Lists): Undoing {
  const plain = (privilege: string) => privilege.replace(/\*$/, '');
  const has = (privileges: string[], name: string) => privileges.some((one) => plain(one) === name);
  const missing = wanted.filter((one) => !there.includes(one) && !there.includes(`${one}*`));
  const extra = there.filter((one) => !has(wanted, plain(one))).map(plain);
  const options = there.filter((one) => one.endsWith('*') && wanted.includes(plain(one))).map(plain);
  const grants = [missing.filter((one) => !one.endsWith('*')), missing.filter((one) => one.endsWith('*')).map(plain)];
  const [simple = [], grantable = []] = grants;
  const side = sides.from.object(...onWhat(object)) === undefined ? sides.to : sides.from;
  const run = (words: [string, string, string], privileges: string[]): Piece[] =>
    privileges.length === 0 ? [] : [statement(object, { words, privileges, side })];
  const isNew = sides.to.object(...onWhat(object)) === undefined;
  const role = roleOf(object);
  const revoked = [...run(['REVOKE', 'FROM', ''], extra), ...run(['REVOKE GRANT OPTION FOR', 'FROM', ''], options)];
  return together(
    { pieces: [...run(['GRANT', 'TO', ''], simple), ...run(['GRANT', 'TO', ' WITH GRANT OPTION'], grantable)] },
    {
      pieces: revoked,
      ...(revoked.length > 0 &&
        !isNew && {
          decide: `Does nothing that runs as ${role} need it any more? Revoking can stop a running application at once.`,
        }),
    },
  );
}

function onWhat({ path }: SnapshotObject): [kind: SnapshotObject['kind'], path: string[]] {
  const [on, ...rest] = path.slice(0, -1);
  return [objectKindSchema.parse(on), rest];
}

function roleOf({ path }: SnapshotObject): string {
  return roleInSql(path.at(-1) ?? '');
}

/** A role of a snapshot as SQL names it; a role that is called PUBLIC is not everybody. */
export function roleInSql(written: string): string {
  const role = roleName(written);
  return role === null ? 'PUBLIC' : identifier(role);
}

interface Words {
  /** `GRANT`, `TO`, ` WITH GRANT OPTION` */
  words: [string, string, string];
  privileges: string[];
  side: Side;
}

function statement(object: SnapshotObject, { words: [verb, direction, end], privileges, side }: Words): Piece {
  const [kind, path] = onWhat(object);
  const target = named(kind, path, side.object(kind, path));
  const columns = kind === 'column' ? ` (${identifier(path[2] ?? '')})` : '';
  const what = privileges.map((privilege) => `${privilege}${columns}`).join(', ');
  const on =
    kind === 'column' ? `TABLE ${identifier(...path.slice(0, 2))}` : `${wordOf(kind, target.what)} ${target.name}`;
  const sql = `${verb} ${what} ON ${on} ${direction} ${roleOf(object)}${end}`;
  return { sql, phase: 'grant', needs: target.needs, reads: '' };
}

function wordOf(kind: SnapshotObject['kind'], what: string): string {
  return ['table', 'view', 'materialized view'].includes(kind) ? 'TABLE' : what;
}

const ownersOwn: Partial<Record<SnapshotObject['kind'], string[]>> = {
  schema: ['CREATE', 'USAGE'],
  sequence: ['SELECT', 'UPDATE', 'USAGE'],
  function: ['EXECUTE'],
  enum: ['USAGE'],
  domain: ['USAGE'],
  type: ['USAGE'],
};

/** What a role has on an object unasked: https://www.postgresql.org/docs/current/ddl-priv.html */
function usual(object: SnapshotObject, side: Side, { from, to }: Sides): string[] {
  const [kind, path] = onWhat(object);
  const role = roleName(object.path.at(-1) ?? '');
  const publicSchema = kind === 'schema' && path[0] === 'public';
  if (role === null) {
    if (publicSchema) return Math.max(from.server, to.server) < 15 ? ['CREATE', 'USAGE'] : ['USAGE'];
    return kind === 'schema' || kind === 'sequence' ? [] : (ownersOwn[kind] ?? []);
  }
  const owned = side.object(kind, path);
  if (owned === undefined || text(owned, 'owner') !== role || kind === 'column') return [];
  const table = ['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'];
  return ownersOwn[kind] ?? (Math.min(from.server, to.server) < 17 ? table : [...table, 'MAINTAIN']);
}
