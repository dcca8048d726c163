import type { AlterObjectSchemaStmt, DropStmt, ObjectType, RenameStmt } from '@pgsql/types';
import type { ObjectKind } from '../effects.ts';
import { wordsOf } from '../linting/names-list.ts';
import { adding, type Doing, doing, dropping, none, pathOf } from './doing.ts';

const kinds: Partial<Record<ObjectType, ObjectKind>> = {
  OBJECT_SCHEMA: 'schema',
  OBJECT_TABLE: 'table',
  OBJECT_FOREIGN_TABLE: 'table',
  OBJECT_COLUMN: 'column',
  OBJECT_TABCONSTRAINT: 'constraint',
  OBJECT_INDEX: 'index',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized-view',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'function',
  OBJECT_ROUTINE: 'function',
  OBJECT_AGGREGATE: 'function',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_POLICY: 'policy',
  OBJECT_EXTENSION: 'extension',
};

function kindOf(type: ObjectType | undefined): ObjectKind | undefined {
  return type === undefined ? undefined : kinds[type];
}

/** What a DROP says by name. What goes with it, by CASCADE or because it belongs to it, is for whoever folds the effects. */
export function effectsOfDrop({ objects = [], removeType }: DropStmt): Doing {
  const kind = kindOf(removeType);
  return kind === undefined ? none : doing(...objects.map((object) => dropping(kind, wordsOf(object))));
}

const inTable: ObjectKind[] = ['column', 'constraint', 'trigger', 'policy'];

export function effectsOfRename({
  renameType,
  relationType,
  relation,
  object,
  subname,
  newname = '',
}: RenameStmt): Doing {
  const kind = kindOf(renameType);
  // An attribute of a composite type is no column of a table.
  if (kind === undefined || relationType === 'OBJECT_TYPE') return none;
  if (kind === 'schema') return doing({ action: 'rename', kind, path: [subname ?? ''], to: newname });
  const own = relation === undefined ? wordsOf(object) : pathOf(relation);
  const path = inTable.includes(kind) ? [...own, subname ?? ''] : own;
  return doing({ action: 'rename', kind, path, to: newname });
}

/** SET SCHEMA: gone from one, there in the other. What lies in a table goes along, and is no longer followed. */
export function effectsOfMove({ objectType, relation, object, newschema = '' }: AlterObjectSchemaStmt): Doing {
  const kind = kindOf(objectType);
  if (kind === undefined || kind === 'extension') return none;
  const path = relation === undefined ? wordsOf(object) : pathOf(relation);
  return doing(dropping(kind, path), adding(kind, [newschema, path.at(-1) ?? '']));
}
