import type { Subject } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import type { Refusal } from '../../refusal.ts';
import type { DataFacts } from '../data-facts.ts';
import type { InvalidIndex, NotValidConstraint, TableName } from '../states/states.ts';
import { heldStill } from './held-still.ts';

/** One statement that repairs one object, and changes no row. */
export interface Repair {
  method: 'validate' | 'reindex';
  from: 'NOT VALID' | 'INVALID';
  lock: 'ShareUpdateExclusiveLock';
  /** what goes before it in the same transaction, and is no part of the repair */
  before: string[];
  sql: string;
  note: string | null;
}

export type Plan = { repair: Repair } | Refusal;

/** What the facts say that stands in the way. */
export type Known = Pick<DataFacts, 'states' | 'references'>;

/**
 * VALIDATE CONSTRAINT reads the whole table while others read and write it: ShareUpdateExclusiveLock, and of a foreign key
 * RowShareLock on the referenced table. It is refused where it would run code of other roles as this one. https://www.postgresql.org/docs/current/sql-altertable.html
 */
export function validation(constraint: NotValidConstraint, { states, references }: Known): Plan {
  const { schema, table, name, referenced, owner } = constraint;
  const sql = `ALTER TABLE ${identifier(schema, table)} VALIDATE CONSTRAINT ${identifier(name)}`;
  const proof = references.proven.find(
    ({ foreignKey }) => foreignKey.schema === schema && foreignKey.table === table && foreignKey.name === name,
  )?.proof;
  if (states.standby) return onStandby;
  if (proof && 'rows' in proof && proof.rows > 0n) {
    const refusal = `rows of it refer to nothing: ${proof.rows}`;
    return {
      refusal,
      advice: 'decide on these rows (data/orphan-rows shows them), then run fix again',
      sql: [],
      byOwner: false,
    };
  }
  if (constraint.ours && constraint.codeOfOthers !== null) return runsCode(constraint.codeOfOthers, owner, sql);
  if (proof && 'reason' in proof) {
    const refusal = `its rows could not be looked at: ${proof.reason}`;
    return { refusal, advice: proof.advice, sql: [sql], byOwner: false };
  }
  if (!constraint.ours) return byOwner(owner, sql);
  const before = heldStill(constraint);
  const note = referenced && `takes ${lockOn(referenced, constraint)} on ${pathOf(referenced)} besides`;
  return { repair: { method: 'validate', from: 'NOT VALID', lock: 'ShareUpdateExclusiveLock', before, sql, note } };
}

function lockOn({ schema, table }: TableName, { ofOthers }: NotValidConstraint): string {
  const isHeld = ofOthers.some((other) => other.schema === schema && other.table === table);
  return isHeld ? 'ShareUpdateExclusiveLock' : 'RowShareLock';
}

function pathOf({ schema, table }: TableName): string {
  return identifier(schema, table);
}

/** No script has it ready to run either: whoever runs a script may be a superuser. */
function runsCode(code: string, owner: string, sql: string): Refusal {
  const refusal = `it would run code of another role with the rights of this one: ${code}`;
  return { refusal, advice: `run it as ${owner}, or read that code first`, sql: [sql], byOwner: false };
}

/**
 * REINDEX CONCURRENTLY rebuilds an index while others read and write its table. Null: that is not what it needs.
 * https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY
 */
export function rebuilding(index: InvalidIndex, { states, references }: Known): Plan | null {
  const { schema, name, leftover, owner } = index;
  if (!isWanted(index) || index.partitioned || index.exclusion) return null;
  const sql = `REINDEX INDEX CONCURRENTLY ${identifier(schema, name)}`;
  if (states.standby) return onStandby;
  if (leftover !== null) {
    const drop = `DROP INDEX CONCURRENTLY ${identifier(schema, leftover)}`;
    const refusal = `an earlier rebuild failed, and left ${leftover}`;
    return {
      refusal,
      advice: 'drop what it left, see why it failed, then rebuild it',
      sql: [drop, sql],
      byOwner: false,
    };
  }
  const refused = index.unique ? notUnique(index, { references, sql }) : null;
  if (refused !== null) return refused;
  if (!index.ours) return byOwner(owner, sql);
  const lock = 'ShareUpdateExclusiveLock';
  return { repair: { method: 'reindex', from: 'INVALID', lock, before: [], sql, note: null } };
}

/** Somebody needs it, and nobody is building it: whether rows stand in its way matters. */
export function isWanted(index: InvalidIndex): boolean {
  return index.buildingPid === null && !index.dropping && index.leftoverOf === null && !isSuperfluous(index);
}

/** A rebuild of a unique index that fails on rows leaves another INVALID index: it is tried only where they are known to be unique. */
function notUnique(
  { schema, name }: InvalidIndex,
  { references, sql }: { references: Known['references']; sql: string },
): Refusal | null {
  const proof = references.duplicates.find(
    ({ key }) => key.by === 'index' && key.schema === schema && key.name === name,
  )?.proof;
  if (proof === undefined) {
    const refusal = 'nobody has looked whether the rows are unique by it';
    const advice =
      'look for rows with the same key (its expressions, within its WHERE), and decide on them; then rebuild it';
    return { refusal, advice, sql: [sql], byOwner: false };
  }
  if ('reason' in proof) {
    const refusal = `nobody could look whether the rows are unique by it: ${proof.reason}`;
    return { refusal, advice: proof.advice, sql: [sql], byOwner: false };
  }
  if (proof.rows === 0n) return null;
  const advice = 'decide on these rows (data/duplicate-rows shows them), then run fix again';
  return { refusal: 'rows of its table are not unique by it', advice, sql: [], byOwner: false };
}

/** A valid index of the table does all that it would do. */
export function isSuperfluous({ twin, constraint }: InvalidIndex): boolean {
  return twin !== null && constraint === null;
}

const onStandby: Refusal = {
  refusal: 'this is a standby: run fix on the primary',
  advice: 'run fix on the primary',
  sql: [],
  byOwner: false,
};

function byOwner(owner: string, sql: string): Refusal {
  return { refusal: `this role may not: run it as ${owner}`, advice: `run it as ${owner}`, sql: [sql], byOwner: true };
}

/** The objects as subjects of findings and changes. */
export function indexSubject({ schema, table, name }: { schema: string; table: string; name: string }): Subject {
  return { kind: 'index', schema, name, table };
}
export function constraintSubject({ schema, table, name }: { schema: string; table: string; name: string }): Subject {
  return { kind: 'constraint', schema, name, table };
}
