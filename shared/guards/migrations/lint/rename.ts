import type { ObjectType } from '@pgsql/types';
import { isMadeAgain } from '../linting/drops.ts';
import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { nameFromList } from '../linting/names-list.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Name, Statement } from '../linting/statement.ts';

/** What code calls by its name. Tables and columns have rules of their own; indexes, triggers and constraints nobody calls. */
const kinds: Partial<Record<ObjectType, string>> = {
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_SCHEMA: 'schema',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'domain',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_ROUTINE: 'routine',
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_ROLE: 'role',
  OBJECT_DATABASE: 'database',
};

export const rename: LintRule = {
  name: 'rename',
  kinds: ['AlterObjectSchemaStmt', 'RenameStmt'],
  class: 'dangerous',
  hazard: 'compatibility',
  lock: null,
  title: 'Renaming a view, function, type, sequence or schema breaks the code that still uses the old name.',
  why: 'There is no moment at which old and new code both work: while a deploy is under way the old code runs on and fails. The bodies of functions name others as text, and fail at their next call. Moving something into another schema changes its name as well.',
  versions: '',
  recipe: [
    'Make the new one beside the old one: a view or function of the new name that calls the old one.',
    'Deploy code that uses the new name.',
    'Drop the old one in a later migration.',
  ],
  example: {
    setup: 'CREATE SCHEMA billing CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'ALTER SCHEMA billing RENAME TO invoicing;',
    safe: 'CREATE SCHEMA invoicing; CREATE VIEW invoicing.orders AS SELECT id FROM billing.orders;',
  },
  judge(statement, context) {
    const renamed = renamedBy(statement);
    if (renamed === null || context.isNew(renamed.name)) return [];
    // Another takes its place: that is how the values of an enum are changed.
    if (isMadeAgain({ kind: renamed.type, name: renamed.name, on: null }, context)) return [];
    const isRelation = nodeOf(statement, 'RenameStmt')?.relation !== undefined;
    return [
      {
        message: `code that still uses the ${renamed.kind} ${inWords(renamed.name)} fails`,
        ...(isRelation ? { lock: 'AccessExclusiveLock', table: renamed.name } : {}),
      },
    ];
  },
};

function renamedBy(statement: Statement): { kind: string; type: ObjectType; name: Name } | null {
  const node = nodeOf(statement, 'RenameStmt');
  const moved = nodeOf(statement, 'AlterObjectSchemaStmt');
  const type = node?.renameType ?? moved?.objectType ?? 'OBJECT_TABLE';
  const kind = kinds[type];
  if (kind === undefined) return null;
  const relation = node?.relation ?? moved?.relation;
  if (relation) return { kind, type, name: nameFrom(relation) };
  const object = node?.object ?? moved?.object;
  if (object) return { kind, type, name: nameFromList(object) };
  return { kind, type, name: { schema: null, name: node?.subname ?? '' } };
}
