import type { Node } from '@pgsql/types';
import { droppedBy } from './drops.ts';
import { nameFrom, nodeOf } from './names.ts';
import { isOn, optionsOf } from './options.ts';
import type { LockMode } from './rule.ts';
import type { Context, Name, Statement } from './statement.ts';

/** A lock on a table that keeps writers out, or readers as well. */
export interface HeavyLock {
  table: Name;
  lock: Extract<LockMode, 'ShareLock' | 'ShareRowExclusiveLock' | 'ExclusiveLock' | 'AccessExclusiveLock'>;
}

/** The actions of ALTER TABLE that let writers go on; measured, see `reference` in docs/lint.md. */
const light = new Set([
  'AT_ValidateConstraint',
  'AT_SetStatistics',
  'AT_SetRelOptions',
  'AT_ResetRelOptions',
  'AT_ClusterOn',
  'AT_DropCluster',
  'AT_AttachPartition',
]);

/**
 * The heavy locks that a statement takes on tables that were there before the migration. Those that it takes on other
 * tables by way of CASCADE are not known.
 */
export function heavyLocksOf(statement: Statement, context: Pick<Context, 'isNew'>): HeavyLock[] {
  return locksOf(statement).filter(({ table }) => table.name !== '' && !context.isNew(table));
}

function locksOf(statement: Statement): HeavyLock[] {
  const exclusive = (table: Name): HeavyLock => ({ table, lock: 'AccessExclusiveLock' });
  const alter = nodeOf(statement, 'AlterTableStmt');
  if (alter) return altering(statement);
  const index = nodeOf(statement, 'IndexStmt');
  if (index) return index.concurrent ? [] : [{ table: nameFrom(index.relation), lock: 'ShareLock' }];
  const trigger = nodeOf(statement, 'CreateTrigStmt');
  if (trigger) return [{ table: nameFrom(trigger.relation), lock: 'ShareRowExclusiveLock' }];
  const create = nodeOf(statement, 'CreateStmt');
  if (create) return creating(statement);
  const rename = nodeOf(statement, 'RenameStmt');
  if (rename)
    return rename.relation && rename.renameType !== 'OBJECT_INDEX' && rename.renameType !== 'OBJECT_ATTRIBUTE'
      ? [exclusive(nameFrom(rename.relation))]
      : [];
  const truncate = nodeOf(statement, 'TruncateStmt');
  if (truncate) return relations(truncate.relations).map(exclusive);
  const lock = nodeOf(statement, 'LockStmt');
  if (lock) {
    const mode = heavyModes[(lock.mode ?? 0) - 5];
    return mode ? relations(lock.relations).map((table) => ({ table, lock: mode })) : [];
  }
  return [
    ...others(statement).map(exclusive),
    ...droppedBy(statement, ['OBJECT_TABLE', 'OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE']).map(({ name, on }) =>
      exclusive(on ?? name),
    ),
  ];
}

/** In the order of PostgreSQL's numbers (lockdefs.h), from SHARE, 5. */
const heavyModes = ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'] as const;

function altering(statement: Statement): HeavyLock[] {
  const node = nodeOf(statement, 'AlterTableStmt');
  if (node?.objtype !== 'OBJECT_TABLE') return [];
  const commands = (node.cmds ?? []).flatMap((each) => ('AlterTableCmd' in each ? [each.AlterTableCmd] : []));
  const table = nameFrom(node.relation);
  const attached = commands.flatMap(({ subtype, def }) =>
    subtype === 'AT_AttachPartition' && def && 'PartitionCmd' in def
      ? [{ table: nameFrom(def.PartitionCmd.name), lock: 'AccessExclusiveLock' as const }]
      : [],
  );
  const heavy = commands.filter(({ subtype, def }) => {
    if (subtype === 'AT_DetachPartition') return !(def && 'PartitionCmd' in def && def.PartitionCmd.concurrent);
    return !light.has(subtype ?? '');
  });
  if (heavy.length === 0) return attached;
  const keys = heavy.map(({ def }) =>
    def && 'Constraint' in def && def.Constraint.contype === 'CONSTR_FOREIGN' ? nameFrom(def.Constraint.pktable) : null,
  );
  const referenced = keys.flatMap((key) => (key ? [{ table: key, lock: 'ShareRowExclusiveLock' as const }] : []));
  const lock =
    keys.every((key) => key !== null) || heavy.every(({ subtype }) => /^AT_(En|Dis)ableTrig/.test(subtype ?? ''))
      ? 'ShareRowExclusiveLock'
      : 'AccessExclusiveLock';
  return [{ table, lock }, ...referenced];
}

function creating(statement: Statement): HeavyLock[] {
  const node = nodeOf(statement, 'CreateStmt');
  const parents = node?.partbound ? relations(node.inhRelations) : [];
  const own = nameFrom(node?.relation);
  return [
    ...parents.map((table) => ({ table, lock: 'AccessExclusiveLock' as const })),
    ...referencedBy(statement)
      .filter(({ name }) => name !== own.name)
      .map((table) => ({ table, lock: 'ShareRowExclusiveLock' as const })),
  ];
}

/** The tables that the foreign keys of a CREATE TABLE, or those that an ALTER TABLE adds, point at. */
export function referencedBy(statement: Statement): Name[] {
  const added = (nodeOf(statement, 'AlterTableStmt')?.cmds ?? []).flatMap((each) => {
    const command = 'AlterTableCmd' in each ? each.AlterTableCmd : {};
    return command.def && /^AT_Add(Column|Constraint)$/.test(command.subtype ?? '') ? [command.def] : [];
  });
  const elements = nodeOf(statement, 'CreateStmt')?.tableElts ?? added;
  const constraints = elements.flatMap((each) => {
    if ('Constraint' in each) return [each];
    return 'ColumnDef' in each ? (each.ColumnDef.constraints ?? []) : [];
  });
  return constraints.flatMap((each) =>
    'Constraint' in each && each.Constraint.contype === 'CONSTR_FOREIGN' ? [nameFrom(each.Constraint.pktable)] : [],
  );
}

function others(statement: Statement): Name[] {
  const vacuum = nodeOf(statement, 'VacuumStmt');
  if (vacuum && isOn(optionsOf(vacuum.options), 'full')) return vacuumed(vacuum.rels);
  const relation =
    nodeOf(statement, 'ClusterStmt')?.relation ??
    nodeOf(statement, 'CreatePolicyStmt')?.table ??
    nodeOf(statement, 'AlterPolicyStmt')?.table ??
    nodeOf(statement, 'RuleStmt')?.relation;
  return relation ? [nameFrom(relation)] : [];
}

/** The tables that a VACUUM names; none where it means all of them. */
export function vacuumed(list: Node[] | undefined): Name[] {
  return (list ?? []).flatMap((each) => ('VacuumRelation' in each ? [nameFrom(each.VacuumRelation.relation)] : []));
}

/** The relations that a list names. */
export function relations(list: Node[] | undefined): Name[] {
  return (list ?? []).flatMap((each) => ('RangeVar' in each ? [nameFrom(each.RangeVar)] : []));
}
