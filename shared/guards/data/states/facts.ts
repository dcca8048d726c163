import type { Request } from '../../../model/request.ts';
import type { Row } from '../../../session/drivers/driver.ts';
import type { Session } from '../../../session/session.ts';
import { duplicateIndexesQuery, invalidIndexesQuery } from './indexes-query.ts';
import type { DisabledTrigger, InvalidIndex, KeylessTable, NotValidConstraint, StateFacts } from './states.ts';
import { disabledTriggersQuery, keylessTablesQuery, notValidQuery, unindexedForeignKeysQuery } from './tables-query.ts';
import { unindexedFrom } from './unindexed.ts';

/** What the catalog says of keys, indexes, triggers and constraints, in one round trip and without a table's lock. */
export async function stateFacts(session: Session, _request: Request): Promise<StateFacts> {
  const [invalid = [], duplicates = [], disabled = [], keyless = [], unindexed = [], notValid = []] =
    await session.read(
      invalidIndexesQuery,
      duplicateIndexesQuery,
      disabledTriggersQuery,
      keylessTablesQuery(session.server.version),
      unindexedForeignKeysQuery,
      notValidQuery,
    );
  return {
    standby: session.server.standby,
    invalid: await withDefinitions(session, invalid),
    duplicates: duplicates.map((row) => ({
      ...tableFrom(row),
      name: String(row.name),
      kept: String(row.kept),
      constraint: textOrNull(row.constraint),
      partitioned: row.partitioned === true,
    })),
    disabled: disabled.map(disabledFrom),
    keyless: keyless.map(keylessFrom),
    unindexed: unindexedFrom(unindexed),
    notValid: notValid.map(notValidFrom),
  };
}

/** Partitioned ones with their definition, which takes a lock on the table: only they are asked for it. */
async function withDefinitions(session: Session, rows: Row[]): Promise<InvalidIndex[]> {
  const partitioned = rows.filter((row) => row.partitioned === true);
  if (partitioned.length === 0) return rows.map((row) => invalidFrom(row, null));
  const answers = await session.each(
    partitioned.map((row) => ({ sql: `SELECT pg_get_indexdef(${row.oid})`, weight: 4 })),
  );
  return rows.map((row) => {
    const answer = answers[partitioned.indexOf(row)];
    return invalidFrom(row, answer && 'cells' in answer ? (answer.cells[0] ?? null) : null);
  });
}

function tableFrom(row: Row): { schema: string; table: string } {
  return { schema: String(row.schema), table: String(row.table) };
}

function textOrNull(cell: unknown): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

function listOf<Item>(cell: unknown): Item[] {
  return typeof cell === 'string' ? (JSON.parse(cell) as Item[]) : [];
}

function invalidFrom(row: Row, definition: string | null): InvalidIndex {
  const [attachedSchema, attachedName] = listOf<string>(row.attached);
  const missing = listOf<[string, string, string | null, boolean | null]>(row.missing);
  return {
    ...tableFrom(row),
    name: String(row.name),
    unique: row.unique === true,
    constraint: textOrNull(row.constraint),
    exclusion: row.exclusion === true,
    partitioned: row.partitioned === true,
    missing: missing.map(([schema, table, index]) => ({ schema, table, index })),
    attached: attachedSchema && attachedName ? { schema: attachedSchema, name: attachedName } : null,
    dropping: row.dropping === true,
    columns: listOf(row.columns),
    definition,
    constraintKind: indexConstraintKinds[String(row.constraint_kind)] ?? null,
    twin: textOrNull(row.twin),
    leftoverOf: textOrNull(row.leftover_of),
    leftover: textOrNull(row.leftover),
    buildingPid: row.building_pid === null ? null : Number(row.building_pid),
    owner: String(row.owner),
    ours: row.ours === true,
  };
}

const indexConstraintKinds: Record<string, InvalidIndex['constraintKind']> = { p: 'PRIMARY KEY', u: 'UNIQUE' };

const constraintKinds: Record<string, DisabledTrigger['constraint']> = {
  f: 'foreign key',
  p: 'unique',
  u: 'unique',
  x: 'unique',
};

function disabledFrom(row: Row): DisabledTrigger {
  const triggers = listOf<[string, string, string]>(row.triggers);
  return {
    ...tableFrom(row),
    name: String(row.name),
    constraint: constraintKinds[String(row.constraint_kind)] ?? null,
    triggers: triggers.map(([schema, table, name]) => ({ schema, table, name })),
  };
}

function keylessFrom(row: Row): KeylessTable {
  const lacking = listOf<[string, string]>(row.lacking).map(([schema, table]) => ({ schema, table }));
  return {
    ...tableFrom(row),
    uniqueIndex: textOrNull(row.unique_index),
    publications: lacking.length === 0 ? [] : listOf(row.publications),
    lacking,
  };
}

const notValidKinds: Record<string, NotValidConstraint['kind']> = { f: 'foreign key', c: 'check', n: 'not null' };

function notValidFrom(row: Row): NotValidConstraint {
  const table = textOrNull(row.referenced_table);
  return {
    ...tableFrom(row),
    name: String(row.name),
    kind: notValidKinds[String(row.kind)] ?? 'check',
    referenced: table === null ? null : { schema: String(row.referenced_schema), table },
    owner: String(row.owner),
    ours: row.ours === true,
    codeOfOthers: textOrNull(row.code_of_others),
    ofOthers: listOf<[string, string]>(row.of_others).map(([schema, table]) => ({ schema, table })),
  };
}
