import type { DropBehavior, ObjectType, RenameStmt } from '@pgsql/types';
import { nodeOf } from './names.ts';
import { nameFromList, wordsOf } from './names-list.ts';
import type { Context, Name, Statement } from './statement.ts';

/** An object that a DROP names. `on`: the table of a trigger, policy or rule. */
export interface Dropped {
  kind: ObjectType;
  name: Name;
  on: Name | null;
  behavior: DropBehavior | undefined;
}

/** Triggers, policies and rules have no names of their own: they belong to a table. */
const ofTables: ObjectType[] = ['OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE'];

/** What a DROP of one of these kinds names; nothing where the statement is none. */
export function droppedBy(statement: Pick<Statement, 'node'>, kinds: ObjectType[]): Dropped[] {
  const node = nodeOf(statement, 'DropStmt');
  const kind = node?.removeType;
  if (!node || kind === undefined || !kinds.includes(kind)) return [];
  return (node.objects ?? []).map((object) => {
    const { behavior } = node;
    if (!ofTables.includes(kind)) return { kind, name: nameFromList(object), on: null, behavior };
    const words = wordsOf(object);
    const on = { schema: words.at(-3) ?? null, name: words.at(-2) ?? '' };
    return { kind, name: plain(words.at(-1)), on, behavior };
  });
}

/** A later statement of the file that makes an object of this kind by the same name, or gives one that name: it is replaced, not gone. */
export function isMadeAgain(
  { kind, name, on }: Pick<Dropped, 'kind' | 'name' | 'on'>,
  { after }: Pick<Context, 'after'>,
): boolean {
  return after.some((statement) => {
    const made = madeBy(statement);
    if (made === null || made.name.name !== name.name) return false;
    if (on !== null && made.on?.name !== on.name) return false;
    return made.kinds.includes(kind) && sameSchema(made.name, name);
  });
}

/** Whether two names may mean the same object: a missing schema matches any. */
export function sameName(one: Name, other: Name): boolean {
  return one.name === other.name && sameSchema(one, other);
}

function sameSchema(one: Name, other: Name): boolean {
  return one.schema === null || other.schema === null || one.schema === other.schema;
}

function madeBy(statement: Statement): { kinds: ObjectType[]; name: Name; on?: Name } | null {
  const view = nodeOf(statement, 'ViewStmt')?.view;
  if (view) return { kinds: ['OBJECT_VIEW'], name: relation(view) };
  const table = nodeOf(statement, 'CreateTableAsStmt');
  if (table) return { kinds: [table.objtype ?? 'OBJECT_MATVIEW'], name: relation(table.into?.rel) };
  const routine = nodeOf(statement, 'CreateFunctionStmt');
  if (routine) return { kinds: routines, name: nameFromList(routine.funcname) };
  const trigger = nodeOf(statement, 'CreateTrigStmt');
  if (trigger) return { kinds: ['OBJECT_TRIGGER'], name: plain(trigger.trigname), on: relation(trigger.relation) };
  const policy = nodeOf(statement, 'CreatePolicyStmt');
  if (policy) return { kinds: ['OBJECT_POLICY'], name: plain(policy.policy_name), on: relation(policy.table) };
  const rule = nodeOf(statement, 'RuleStmt');
  if (rule) return { kinds: ['OBJECT_RULE'], name: plain(rule.rulename), on: relation(rule.relation) };
  const rename = nodeOf(statement, 'RenameStmt');
  if (rename) return renamed(rename);
  const type = nodeOf(statement, 'CreateEnumStmt')?.typeName ?? nodeOf(statement, 'CreateRangeStmt')?.typeName;
  if (type) return { kinds: ['OBJECT_TYPE'], name: nameFromList(type) };
  const composite = nodeOf(statement, 'CompositeTypeStmt')?.typevar;
  if (composite) return { kinds: ['OBJECT_TYPE'], name: relation(composite) };
  const domain = nodeOf(statement, 'CreateDomainStmt')?.domainname;
  if (domain) return { kinds: ['OBJECT_DOMAIN'], name: nameFromList(domain) };
  const index = nodeOf(statement, 'IndexStmt');
  if (index) return { kinds: ['OBJECT_INDEX'], name: plain(index.idxname) };
  return null;
}

/** The name that something gets: in the schema where it is. What belongs to a table is none of its own. */
function renamed({ renameType, relation: range, object, newname = '' }: RenameStmt) {
  if (renameType === undefined || ofTables.includes(renameType)) return null;
  const { schema } = object ? nameFromList(object) : relation(range);
  return { kinds: [renameType], name: { schema, name: newname } };
}

const routines: ObjectType[] = ['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_ROUTINE'];

function relation(range: { schemaname?: string; relname?: string } | undefined): Name {
  return { schema: range?.schemaname ?? null, name: range?.relname ?? '' };
}

function plain(name: string | undefined): Name {
  return { schema: null, name: name ?? '' };
}
