import type { ExpectSettings } from '../../../model/settings.ts';
import { identifier } from '../../../session/sql.ts';
import type { Expected } from '../schema-facts.ts';
import { isDefinition } from './canonical.ts';
import type { Defined } from './catalog.ts';

type Found = Map<string, Defined>;

/** The constraints that are not there, are another one, or are not enforced. Those not validated are the data guard's. */
export function unmetConstraints({ constraints }: ExpectSettings, found: Found): Expected[] {
  return Object.entries(constraints).flatMap(([object, wanted]) =>
    unmet(object, wanted, { code: 'schema/expected-constraint', found, sql: constraintSql }),
  );
}

/** The indexes that are not there, are another one, or are invalid. */
export function unmetIndexes({ indexes }: ExpectSettings, found: Found): Expected[] {
  return Object.entries(indexes).flatMap(([object, wanted]) =>
    unmet(object, wanted, { code: 'schema/expected-index', found, sql: indexSql }),
  );
}

interface Judging {
  code: string;
  found: Found;
  sql(object: string, wanted: string | true, found: Defined | undefined): string[];
}

function unmet(object: string, wanted: string | true, { code, found, sql }: Judging): Expected[] {
  const own = found.get(object);
  const isOther = own !== undefined && wanted !== true && !isDefinition(own.definition, wanted);
  if (own !== undefined && !isOther && own.state === null) return [];
  const shown = own === undefined ? null : isOther ? own.definition : `${own.state}`;
  return [{ code, object, wanted: wanted === true ? 'there' : wanted, found: shown, sql: sql(object, wanted, own) }];
}

/** A check or foreign key is added without reading the table, and then validated without keeping writers out. */
function constraintSql(object: string, wanted: string | true, found: Defined | undefined): string[] {
  const [schema = '', table = '', ...rest] = object.split('.');
  if (found || wanted === true || rest.length !== 1 || !/^\s*(check|foreign\s+key)\b/i.test(wanted)) return [];
  const [whole, name] = [identifier(schema, table), identifier(rest.join('.'))];
  const definition = wanted.trim().replace(/(\s+NOT VALID)?\s*;?\s*$/i, '');
  return [
    `ALTER TABLE ${whole} ADD CONSTRAINT ${name} ${definition} NOT VALID;`,
    `ALTER TABLE ${whole} VALIDATE CONSTRAINT ${name};`,
  ];
}

function indexSql(_object: string, wanted: string | true, found: Defined | undefined): string[] {
  if (found?.state === 'invalid') return [`REINDEX INDEX CONCURRENTLY ${identifier(found.schema, found.name)};`];
  if (found || wanted === true) return [];
  const [whole, kind, rest] =
    /^\s*(CREATE\s+(?:UNIQUE\s+)?INDEX)\s+(?:CONCURRENTLY\s+)?(.*?);?\s*$/is.exec(wanted) ?? [];
  return whole === undefined ? [] : [`${kind} CONCURRENTLY ${rest};`];
}
