import type { Finding } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand, mayBring, tableName } from '../findings.ts';
import type { Lost, WantedKey } from '../references/references.ts';
import type { DataRule } from './rule.ts';

/** The other database refuses the same value twice; this one takes it. */
export const keyLost: DataRule = {
  code: 'data/key-lost',
  severity: 'block',
  judge: ({ references: { lostKeys, other } }) => lostKeys.map((lost) => finding(lost, other?.name ?? '')),
};

function finding({ key, mayCome }: Lost<WantedKey>, other: string): Finding {
  const { schema, table, name, columns, primary } = key;
  const what = primary ? 'primary key' : 'unique key';
  return {
    code: 'data/key-lost',
    severity: mayCome === null ? 'block' : 'warn',
    subject: { kind: 'constraint', schema, table, name: name ?? `(${columns.join(', ')})` },
    message: `${tableName(key)} has no ${what} on ${columns.join(', ')}, which ${other} has: the same row can come in twice${mayBring(mayCome)}`,
    evidence: { columns, other },
    remedy: byHand('settle its duplicates if there are any, then add it', madeBy(key)),
  };
}

/** The index is built while everybody goes on; only on a partitioned table that is not to be had. */
function madeBy({ schema, table, name, columns, primary, nulls, definition, partitioned }: WantedKey): string[] {
  const own = name ?? `${table}_${columns.join('_')}_key`;
  const where = identifier(schema, table);
  const distinct = nulls ? ' NULLS NOT DISTINCT' : '';
  const list = columns.map((column) => identifier(column)).join(', ');
  const kind = primary ? 'PRIMARY KEY' : 'UNIQUE';
  const constraint = `ALTER TABLE ${where} ADD CONSTRAINT ${identifier(own)} ${kind}`;
  if (partitioned) return [`${constraint}${primary ? '' : distinct} (${list});`];
  const index = `CREATE UNIQUE INDEX CONCURRENTLY ${identifier(own)} ON ${where} (${list})${distinct};`;
  return definition === null ? [index] : [index, `${constraint} USING INDEX ${identifier(own)};`];
}
