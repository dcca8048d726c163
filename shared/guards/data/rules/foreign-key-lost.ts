import type { Finding } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand, mayBring, tableName } from '../findings.ts';
import type { Lost, OtherForeignKey } from '../references/references.ts';
import type { DataRule } from './rule.ts';

/** The other database refuses rows that refer to nothing; this one takes them. */
export const foreignKeyLost: DataRule = {
  code: 'data/foreign-key-lost',
  severity: 'block',
  judge: ({ references: { lostForeignKeys, other } }) =>
    lostForeignKeys.map((lost) => finding(lost, other?.name ?? '')),
};

function finding({ key, mayCome }: Lost<OtherForeignKey>, other: string): Finding {
  const { schema, table, name, columns, referenced, definition } = key;
  return {
    code: 'data/foreign-key-lost',
    severity: mayCome === null ? 'block' : 'warn',
    subject: { kind: 'constraint', schema, table, name },
    message: `${tableName(key)} has no foreign key from ${columns.join(', ')} to ${tableName(referenced)}, which ${other} has: rows that refer to nothing come in${mayBring(mayCome)}`,
    evidence: { definition, other },
    remedy: byHand('settle its orphans if there are any, then add it', addedBy({ schema, table, name, definition })),
  };
}

/** Added without a look at the rows, which takes a moment, then validated while everybody goes on. */
function addedBy({
  schema,
  table,
  name,
  definition,
}: Pick<OtherForeignKey, 'schema' | 'table' | 'name' | 'definition'>) {
  const alter = `ALTER TABLE ${identifier(schema, table)}`;
  const enforced = definition.replace(/( NOT VALID| NOT ENFORCED)+$/, '');
  return [
    `${alter} ADD CONSTRAINT ${identifier(name)} ${enforced} NOT VALID;`,
    `${alter} VALIDATE CONSTRAINT ${identifier(name)};`,
  ];
}
