import type { AddedConstraint } from './alterations.ts';
import { wordsOf } from './names-list.ts';
import { later, outside } from './steps.ts';
import { written } from './written.ts';

interface Key {
  /** "ALTER TABLE billing.orders" */
  head: string;
  /** "billing.orders" */
  table: string;
  name: string;
  kind: 'UNIQUE' | 'PRIMARY KEY';
}

/** A unique or primary key in two steps: its index is built while everybody goes on, then it becomes the constraint. */
export function keyFromIndex({ constraint }: AddedConstraint, { head, table, name, kind }: Key): string[] {
  const list = (nodes: unknown[] | undefined) =>
    wordsOf(nodes as never)
      .map((each) => written(each))
      .join(', ');
  const key = written(name);
  const including = constraint.including ? ` INCLUDE (${list(constraint.including)})` : '';
  const nulls = constraint.nulls_not_distinct ? ' NULLS NOT DISTINCT' : '';
  const place = constraint.indexspace ? ` TABLESPACE ${written(constraint.indexspace)}` : '';
  const deferrable = constraint.deferrable ? ' DEFERRABLE' : '';
  const deferred = constraint.initdeferred ? ' INITIALLY DEFERRED' : '';
  return [
    outside(
      `CREATE UNIQUE INDEX CONCURRENTLY ${key} ON ${table} (${list(constraint.keys)})${including}${nulls}${place};`,
    ),
    later(`${head} ADD CONSTRAINT ${key} ${kind} USING INDEX ${key}${deferrable}${deferred};`),
  ];
}
