import type { Subject } from '../model/finding.ts';
import { visible } from './printable.ts';

/** The name of an object as a person says it: without the schema where that is `public`. Safe to print. */
export function named({ schema, name }: Pick<Subject, 'schema' | 'name'>): string {
  return visible(schema === undefined || schema === 'public' ? name : `${schema}.${name}`);
}

/** The same with the table of a constraint, whose name alone may be another table's as well. */
export function namedWithTable({ kind, schema, table, name }: Subject): string {
  return named({
    ...(schema === undefined ? {} : { schema }),
    name: kind === 'constraint' ? `${table}.${name}` : name,
  });
}
