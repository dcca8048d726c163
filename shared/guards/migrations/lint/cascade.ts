import type { ObjectType } from '@pgsql/types';
import { droppedBy } from '../linting/drops.ts';
import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import type { Context, Statement } from '../linting/statement.ts';

export const cascade: LintRule = {
  name: 'cascade',
  kinds: ['AlterTableStmt', 'DropStmt'],
  class: 'dangerous',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'CASCADE drops things that the statement does not name.',
  why: 'Views, foreign keys, columns, defaults, functions: whatever depends on the object goes with it, also what was made by hand since, and only a notice says so. Without CASCADE the statement fails and lists what depends, so that each can be dropped on purpose.',
  versions: '',
  recipe: [
    'Run it without CASCADE on a copy: the error lists what depends on it.',
    'Drop each of those by its own statement, then the object without CASCADE.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE VIEW notes AS SELECT note FROM orders;',
    unsafe: 'ALTER TABLE orders DROP COLUMN note CASCADE;',
    safe: "COMMENT ON COLUMN orders.note IS 'unused since release 41';",
  },
  judge: (statement, context) => [...dropping(statement, context), ...altering(statement, context)],
};

function dropping(statement: Statement, context: Context): Hit[] {
  if (nodeOf(statement, 'DropStmt')?.behavior !== 'DROP_CASCADE') return [];
  const kind = nodeOf(statement, 'DropStmt')?.removeType;
  if (kind === 'OBJECT_TABLE' && context.alwaysCascades) return [];
  const dropped = droppedBy(statement, kind === undefined ? [] : [kind]);
  return dropped
    .filter(({ name, on }) => !context.isNew(on ?? name))
    .map(({ name }) => ({
      message: `whatever depends on ${inWords(name)} is dropped with it, unnamed`,
      ...(kind !== undefined && tables.includes(kind) ? { table: name } : {}),
    }));
}

const tables: ObjectType[] = ['OBJECT_TABLE', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE'];

function altering(statement: Statement, context: Context): Hit[] {
  const node = nodeOf(statement, 'AlterTableStmt');
  const table = nameFrom(node?.relation);
  if (!node || context.alwaysCascades || context.isNew(table)) return [];
  const dropped = (node.cmds ?? []).flatMap((each) =>
    'AlterTableCmd' in each &&
    each.AlterTableCmd.behavior === 'DROP_CASCADE' &&
    /^AT_Drop/.test(each.AlterTableCmd.subtype ?? '')
      ? [each.AlterTableCmd.name ?? '']
      : [],
  );
  return dropped.map((name) => ({
    message: `whatever depends on ${name} of ${inWords(table)} is dropped with it, unnamed`,
    table,
  }));
}
