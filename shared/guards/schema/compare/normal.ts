import type { ObjectKind, Property, SnapshotObject } from '../../../model/snapshot.ts';
import { canonical, canonicalTokens } from './canonical.ts';
import { canonicalDefault } from './defaults.ts';
import { isGeneratedCheck } from './generated-names.ts';
import { pathIn, unquoted, withoutOwnName } from './names.ts';
import { tokensOf } from './tokens.ts';
import { withoutQualifiers } from './view-columns.ts';

/** How a property is read where its texts differ. */
export interface Reading {
  /** whether views are compared that a server up to 15 and one from 16 on wrote */
  bothViewForms: boolean;
  /** what a sequence or an index with a generated name is called on the other side */
  other: (path: string[]) => string[];
}

type Normal = (value: string, object: SnapshotObject, reading: Reading) => string;

const expression: Normal = (value) => canonical(value);
const viewDefinition: Normal = (value, _, { bothViewForms }) => {
  const tokens = tokensOf(value);
  return canonicalTokens(bothViewForms ? withoutQualifiers(tokens) : tokens).join(' ');
};
/** What is called otherwise was found to be the same already. */
const ownDefinition: Normal = (value) => canonicalTokens(withoutOwnName(tokensOf(value))).join(' ');
const reference: Normal = (value, _, { other }) => other(pathIn(value)).join('\0');
const nextval = /^nextval\('((?:[^']|'')*)'::regclass\)$/;
const defaultValue: Normal = (value, { is }, { other }) => {
  const sequence = nextval.exec(value)?.[1];
  if (sequence !== undefined) return ['nextval', ...other(pathIn(sequence.replaceAll("''", "'")))].join('\0');
  return canonicalDefault(value, String(is.type));
};

const normals: Partial<Record<ObjectKind, Record<string, Normal>>> = {
  schema: { histories: () => '' },
  domain: { default: defaultValue },
  table: { bound: expression, 'partition by': expression },
  column: { default: defaultValue, expression },
  constraint: { definition: expression },
  index: { definition: ownDefinition, parent: reference },
  function: { definition: ownDefinition },
  view: { definition: viewDefinition },
  'materialized view': { definition: viewDefinition },
  trigger: { definition: ownDefinition },
  policy: { using: expression, check: expression },
};

/** Lists whose order says nothing. */
const sets: ReadonlySet<string> = new Set(['privileges', 'roles', 'options', 'foreign options']);

/** A property in the form in which two that mean the same are equal. */
export function normal(object: SnapshotObject, name: string, reading: Reading): string {
  const value: Property = object.is[name] ?? '';
  if (typeof value !== 'string') return listOf(object.kind, name, value);
  return value === '' ? '' : (normals[object.kind]?.[name]?.(value, object, reading) ?? value);
}

function listOf(kind: ObjectKind, name: string, values: string[]): string {
  if (kind === 'domain' && name === 'checks') return JSON.stringify(values.map(checkOf).sort());
  if (name === 'defaults') return JSON.stringify(values.map(canonical));
  return JSON.stringify(sets.has(name) ? values.toSorted() : values);
}

/** Of `name CHECK (...)`: without the name where PostgreSQL made it. */
function checkOf(check: string): string {
  const tokens = canonicalTokens(tokensOf(check));
  return tokens.slice(isGeneratedCheck(unquoted(tokens[0] ?? '')) ? 1 : 0).join(' ');
}
