import type { CreateStmt, Node, RangeVar } from '@pgsql/types';
import type { ObjectKind } from '../effects.ts';
import { wordsOf } from '../linting/names-list.ts';
import { callsStranger } from './calls.ts';
import { adding, type Doing, doing, none, pathOf, unsure } from './doing.ts';
import { column, namedConstraints } from './effects-of-table.ts';

/** What a CREATE does; null where the statement is none that counts. */
export function effectsOfCreation(node: Node, effectsOf: (node: Node) => Doing): Doing | null {
  if ('CreateStmt' in node) return table(node.CreateStmt);
  if ('CreateForeignTableStmt' in node) return table(node.CreateForeignTableStmt.base ?? {});
  if ('CreateTableAsStmt' in node) {
    const { into, objtype } = node.CreateTableAsStmt;
    return relation(objtype === 'OBJECT_MATVIEW' ? 'materialized-view' : 'table', into?.rel);
  }
  if ('SelectStmt' in node) {
    const own = node.SelectStmt.intoClause ? relation('table', node.SelectStmt.intoClause.rel) : none;
    return { ...own, opaque: callsStranger(node) };
  }
  if ('ViewStmt' in node) return relation('view', node.ViewStmt.view);
  if ('CreateSeqStmt' in node) return relation('sequence', node.CreateSeqStmt.sequence);
  if ('IndexStmt' in node) {
    const { idxname, relation: of } = node.IndexStmt;
    return idxname === undefined ? none : doing(adding('index', besides(of, idxname)));
  }
  if ('CreateSchemaStmt' in node) return schema(node.CreateSchemaStmt, effectsOf);
  return withoutRows(node);
}

function withoutRows(node: Node): Doing | null {
  if ('CreateTrigStmt' in node) {
    const { relation: of, trigname = '' } = node.CreateTrigStmt;
    return doing(adding('trigger', [...pathOf(of), trigname]));
  }
  if ('CreatePolicyStmt' in node) {
    const { table: of, policy_name = '' } = node.CreatePolicyStmt;
    return doing(adding('policy', [...pathOf(of), policy_name]));
  }
  if ('CreateFunctionStmt' in node) return doing(adding('function', wordsOf(node.CreateFunctionStmt.funcname)));
  if ('CreateExtensionStmt' in node) return doing(adding('extension', [node.CreateExtensionStmt.extname ?? '']));
  if ('CompositeTypeStmt' in node) return doing(adding('type', pathOf(node.CompositeTypeStmt.typevar)));
  if ('CreateEnumStmt' in node) return doing(adding('type', wordsOf(node.CreateEnumStmt.typeName)));
  if ('CreateRangeStmt' in node) return doing(adding('type', wordsOf(node.CreateRangeStmt.typeName)));
  if ('CreateDomainStmt' in node) return doing(adding('type', wordsOf(node.CreateDomainStmt.domainname)));
  if ('DefineStmt' in node) {
    const { kind, defnames } = node.DefineStmt;
    const defined = ({ OBJECT_TYPE: 'type', OBJECT_AGGREGATE: 'function' } as Record<string, ObjectKind>)[kind ?? ''];
    return defined === undefined ? none : doing(adding(defined, wordsOf(defnames)));
  }
  return null;
}

function relation(kind: ObjectKind, made: RangeVar | undefined): Doing {
  if (made?.relpersistence === 't') return { ...none, temporary: [made.relname ?? ''] };
  return doing(adding(kind, pathOf(made)));
}

/**
 * Where it says IF NOT EXISTS, a table of that name is there in the end, whatever its columns. A partition, a child and a
 * table of a type go with what they belong to, and partitions come and go: none of them is sure.
 */
function table({ relation: made, tableElts = [], if_not_exists, inhRelations = [], ofTypename }: CreateStmt): Doing {
  const own = relation('table', made);
  if (own.temporary !== undefined) return own;
  if (inhRelations.length > 0 || ofTypename) return doing(unsure('table', pathOf(made)));
  if (if_not_exists) return own;
  const path = pathOf(made);
  const columns = tableElts.flatMap((element) => {
    if (!('ColumnDef' in element)) return namedConstraints([element], path);
    const { colname = '', constraints } = element.ColumnDef;
    return [...column([...path, colname], constraints), ...namedConstraints(constraints ?? [], path)];
  });
  return doing(...own.effects, ...columns);
}

/** An index lies in the schema of its table. */
function besides(table: RangeVar | undefined, name: string): string[] {
  return [...pathOf(table).slice(0, -1), name];
}

interface Schema {
  schemaname?: string;
  schemaElts?: Node[];
}

/** What is created with a schema lies in it. */
function schema({ schemaname, schemaElts = [] }: Schema, effectsOf: (node: Node) => Doing): Doing {
  if (schemaname === undefined) return { ...none, opaque: schemaElts.length > 0 };
  const inner = schemaElts.flatMap((element) => effectsOf(element).effects);
  const least = { column: 3, constraint: 3, trigger: 3, policy: 3 } as Partial<Record<ObjectKind, number>>;
  const placed = inner.map((effect) =>
    effect.path.length < (least[effect.kind] ?? 2) ? { ...effect, path: [schemaname, ...effect.path] } : effect,
  );
  return doing(adding('schema', [schemaname]), ...placed);
}
