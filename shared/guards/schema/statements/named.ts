import type { ObjectKind, SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { pathOf } from './mentions.ts';
import { made } from './piece.ts';

/** An object as ALTER, DROP, GRANT and COMMENT name it: `TABLE`, `"public"."orders"`. */
export interface Named {
  what: string;
  name: string;
  /** keys of what has to be there */
  needs: string[];
}

const words: Record<ObjectKind, string> = {
  schema: 'SCHEMA',
  extension: 'EXTENSION',
  enum: 'TYPE',
  domain: 'DOMAIN',
  type: 'TYPE',
  sequence: 'SEQUENCE',
  table: 'TABLE',
  column: 'COLUMN',
  constraint: 'CONSTRAINT',
  index: 'INDEX',
  function: 'ROUTINE',
  view: 'VIEW',
  'materialized view': 'MATERIALIZED VIEW',
  trigger: 'TRIGGER',
  policy: 'POLICY',
  grant: '',
  comment: '',
};

/** `object`: needed of foreign tables and functions alone, which are named by what they are. */
export function named(kind: ObjectKind, path: string[], object?: SnapshotObject): Named {
  const what = words[kind];
  const [schema = '', name = '', part = ''] = path;
  if (kind === 'schema' || kind === 'extension') return { what, name: identifier(schema), needs: [schema] };
  if (kind === 'function')
    return { what, name: signature(path, object), needs: [made.whole([schema, nameOf(path, object)])] };
  if (kind === 'column') {
    return { what, name: identifier(schema, name, part), needs: [made.whole(path), made.columns(path)] };
  }
  if (kind === 'index') return { what, name: identifier(schema, part), needs: [made.index(path)] };
  if (path.length === 3) {
    const needs = [made.whole(path), ['part', ...path].join('\0')];
    return { what, name: `${identifier(part)} ON ${identifier(schema, name)}`, needs };
  }
  const foreign = object?.kind === 'table' && object.is.server !== undefined ? 'FOREIGN TABLE' : what;
  return { what: foreign, name: identifier(schema, name), needs: [made.whole(path)] };
}

/** `"public"."add"(integer, integer)`; the types are as the server writes them. */
function signature(path: string[], object?: SnapshotObject): string {
  const [schema = '', whole = ''] = path;
  const name = nameOf(path, object);
  return `${identifier(schema, name)}${whole.slice(name.length)}`;
}

/** A name may hold `(` as well: its definition tells where the arguments begin. */
export function nameOf([schema = '', whole = '']: string[], object?: SnapshotObject): string {
  const definition = object?.is.definition;
  if (typeof definition === 'string') {
    const head = /^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE|AGGREGATE) /.exec(definition)?.[0].length ?? 0;
    const path = pathOf(definition.slice(head));
    if (path[0] === schema && path[1] !== undefined && whole.startsWith(`${path[1]}(`)) return path[1];
  }
  return whole.slice(0, whole.indexOf('('));
}
