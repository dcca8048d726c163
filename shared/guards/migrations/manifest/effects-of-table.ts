import type { AlterTableCmd, AlterTableStmt, Node } from '@pgsql/types';
import type { Effect } from '../effects.ts';
import { adding, type Doing, doing, dropping, none, pathOf, unsure } from './doing.ts';

const tables = ['OBJECT_TABLE', 'OBJECT_FOREIGN_TABLE'];

/** What an ALTER TABLE does to columns and constraints. Where it says IF EXISTS, nobody knows that it adds anything. */
export function effectsOfAlterTable({ relation, cmds = [], objtype, missing_ok }: AlterTableStmt): Doing {
  if (!tables.includes(objtype ?? '')) return none;
  const path = pathOf(relation);
  const effects = cmds.flatMap((cmd) => ('AlterTableCmd' in cmd ? effectsOfCommand(cmd.AlterTableCmd, path) : []));
  return doing(...effects.filter(({ action }) => action !== 'add' || !missing_ok));
}

function effectsOfCommand({ subtype, name = '', def }: AlterTableCmd, path: string[]): Effect[] {
  if (subtype === 'AT_DropColumn') return [dropping('column', [...path, name])];
  if (subtype === 'AT_DropConstraint') return [dropping('constraint', [...path, name])];
  if (def === undefined) return [];
  // From now on it goes with its parent, and as partitions do: it is no longer expected.
  if (subtype === 'AT_AddInherit') return [unsure('table', path)];
  if (subtype === 'AT_AttachPartition' && 'PartitionCmd' in def)
    return [unsure('table', pathOf(def.PartitionCmd.name))];
  if (subtype === 'AT_AddConstraint') return [...fromIndex(def, path), ...namedConstraints([def], path)];
  if (subtype !== 'AT_AddColumn' || !('ColumnDef' in def)) return [];
  const { colname = '', constraints } = def.ColumnDef;
  return [...column([...path, colname], constraints), ...namedConstraints(constraints ?? [], path)];
}

/** A generated column goes with those that it is computed from, by CASCADE and without its name: it is never sure. */
export function column(path: string[], constraints: Node[] = []): Effect[] {
  const isGenerated = constraints.some(
    (each) => 'Constraint' in each && each.Constraint.contype === 'CONSTR_GENERATED',
  );
  return [isGenerated ? unsure('column', path) : adding('column', path)];
}

const lasting = ['CONSTR_CHECK', 'CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_EXCLUSION', 'CONSTR_FOREIGN'];

/**
 * The constraints that say their name. NOT NULL has one that lasts only since PostgreSQL 18, and is left out.
 * https://www.postgresql.org/docs/18/release-18.html
 */
export function namedConstraints(elements: Node[], path: string[]): Effect[] {
  return elements.flatMap((element) => {
    if (!('Constraint' in element)) return [];
    const { contype, conname, indexname } = element.Constraint;
    const name = conname ?? indexname;
    return name === undefined || !lasting.includes(contype ?? '') ? [] : [adding('constraint', [...path, name])];
  });
}

/** ADD CONSTRAINT ... USING INDEX gives the index the name of the constraint. */
function fromIndex(def: Node, path: string[]): Effect[] {
  const { conname, indexname } = 'Constraint' in def ? def.Constraint : {};
  if (conname === undefined || indexname === undefined || conname === indexname) return [];
  return [{ action: 'rename', kind: 'index', path: [...path.slice(0, -1), indexname], to: conname }];
}
