import type { Finding } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand, tableName } from '../findings.ts';
import type { KeylessTable, TableName } from '../states/states.ts';
import type { DataRule } from './rule.ts';

/**
 * A table whose rows nothing tells apart. Where a unique index on columns that are NOT NULL does, none is missing. Where
 * the table is published, updates and deletes fail for want of a replica identity.
 */
export const noPrimaryKey: DataRule = {
  code: 'data/no-primary-key',
  severity: 'info',
  judge: ({ states }) =>
    states.keyless
      .filter(({ uniqueIndex, publications }) => uniqueIndex === null || publications.length > 0)
      .map(finding),
};

function finding(table: KeylessTable): Finding {
  const { schema, uniqueIndex, publications } = table;
  const published = publications.length > 0;
  const named = tableName(table);
  return {
    code: 'data/no-primary-key',
    severity: published ? 'warn' : 'info',
    subject: { kind: 'table', schema, name: table.table },
    message: published
      ? `${named} has no primary key, and is published by ${publications.join(', ')}: its updates and deletes fail without a replica identity`
      : `${named} has no primary key: nothing keeps a row from being there twice`,
    evidence: { ...(published ? { publications } : {}), uniqueIndex },
    remedy: published
      ? byHand(
          'give it a primary key, or let its rows be told by an index or as a whole',
          table.lacking.map((each) => identity(each, table)),
        )
      : byHand('add a primary key, on a column that identifies a row or on a new one'),
  };
}

/** The index of a partition has a name of its own: there the whole row does. */
function identity(lacking: TableName, { schema, table, uniqueIndex }: KeylessTable): string {
  const own = lacking.schema === schema && lacking.table === table;
  const how = uniqueIndex === null || !own ? 'FULL' : `USING INDEX ${identifier(uniqueIndex)}`;
  return `ALTER TABLE ${identifier(lacking.schema, lacking.table)} REPLICA IDENTITY ${how}`;
}
