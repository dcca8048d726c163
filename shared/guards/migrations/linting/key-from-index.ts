import { type AddedConstraint, earlier } from './alterations.ts';
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
  /** as the statement has them: "DROP CONSTRAINT orders_pkey" */
  commands: string[];
}

/**
 * A unique or primary key in two steps: its index is built while everybody goes on, then it becomes the constraint. Where
 * the statement drops one of that name before, that stays until then: PostgreSQL gives the index the constraint's name.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
 */
export function keyFromIndex(added: AddedConstraint, { head, table, name, kind, commands }: Key): string[] {
  const { constraint } = added;
  const replaced = earlier(added, { before: [] }).find(
    ({ command }) => command.subtype === 'AT_DropConstraint' && command.name === name,
  );
  // In front, since PostgreSQL cuts what is too long at its end.
  const index = written(replaced ? `new_${name}` : name);
  const drop = replaced ? `${commands[replaced.position]}, ` : '';
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
      `CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${table} (${list(constraint.keys)})${including}${nulls}${place};`,
    ),
    later(`${head} ${drop}ADD CONSTRAINT ${key} ${kind} USING INDEX ${index}${deferrable}${deferred};`),
  ];
}
