import type { SqlPart } from '../../../../model/manifest.ts';
import { argument, itemsOf, nameOf, type Value } from '../python/value.ts';
import { writer } from '../python/writer.ts';
import { addField, alterField, alterOrder, removeField, renameField } from './columns.ts';
import type { Deferred } from './deferred.ts';
import type { Names } from './field.ts';
import { addConstraint, addIndex, removeConstraint, removeIndex, renameIndex, validateConstraint } from './indexes.ts';
import { alterModelOptions, alterModelTable, alterTogether, createModel, deleteModel, renameModel } from './models.ts';
import { copied, type State } from './state.ts';
import { createExtension, extensionNames, runPython, runSql } from './statements.ts';
import type { Operation, Translate } from './writing.ts';

const nothing: Translate = () => {};

const operations: Record<string, Translate> = {
  CreateModel: createModel,
  DeleteModel: deleteModel,
  RenameModel: renameModel,
  AlterModelTable: alterModelTable,
  AlterModelTableComment: nothing,
  AlterUniqueTogether: alterTogether('uniqueTogether'),
  AlterIndexTogether: alterTogether('indexTogether'),
  AlterModelOptions: alterModelOptions,
  AlterModelManagers: nothing,
  AlterOrderWithRespectTo: alterOrder,
  AddField: addField,
  RemoveField: removeField,
  AlterField: alterField,
  RenameField: renameField,
  AddIndex: addIndex(false),
  AddIndexConcurrently: addIndex(true),
  RemoveIndex: removeIndex(false),
  RemoveIndexConcurrently: removeIndex(true),
  RenameIndex: renameIndex,
  AddConstraint: addConstraint(false),
  AddConstraintNotValid: addConstraint(true),
  RemoveConstraint: removeConstraint,
  ValidateConstraint: validateConstraint,
  RunSQL: runSql,
  RunPython: runPython,
  ...Object.fromEntries(extensionNames.map((name) => [name, createExtension])),
};

/** django.db.migrations, and the operations of django.contrib.postgres. */
const own = /^django\.(?:db\.migrations|contrib\.postgres\.operations)\.(?:\w+\.)*(\w+)$/;

/**
 * The SQL of a migration's `operations`, each piece with the line of its operation, and what Django defers to the end
 * last. `state` moves on. `opaque`: there is more that only a run could tell.
 */
export function translated(list: Value | undefined, state: State, names: Names): { sql: SqlPart[]; opaque: boolean } {
  const written = writer();
  const around = { state, names, writer: written, deferred: [] as Deferred };
  run(list, around);
  for (const { line, text } of around.deferred) written.add(line, text);
  return { sql: written.parts, opaque: written.opaque };
}

type Around = Omit<Operation, 'call'>;

function run(list: Value | undefined, around: Around) {
  const items = itemsOf(list);
  if (items === null) return around.writer.unknown();
  for (const item of items) {
    const [, name = ''] = own.exec(nameOf(item) ?? '') ?? [];
    if (item.kind === 'call' && name === 'SeparateDatabaseAndState') separate(item, around);
    else if (item.kind === 'call' && operations[name]) operations[name]({ ...around, call: item });
    else around.writer.unknown();
  }
}

/** One list for the database, seen from the models as they are, and one for the models alone. */
function separate(call: Operation['call'], around: Around) {
  const none: Value = { kind: 'list', items: [], line: call.line };
  run(argument(call, 0, 'database_operations') ?? none, { ...around, state: copied(around.state) });
  const unseen = writer();
  run(argument(call, 1, 'state_operations') ?? none, { ...around, writer: unseen, deferred: [] });
}
