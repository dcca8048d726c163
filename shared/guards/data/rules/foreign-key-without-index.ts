import type { Finding } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand, tableName } from '../findings.ts';
import { nameOf } from '../repairs/findings.ts';
import { constraintSubject } from '../repairs/plan.ts';
import type { UnindexedForeignKey } from '../states/states.ts';
import type { DataRule } from './rule.ts';

/** From how many rows, and from how many deletes of what they refer to, reading all of them for each of these hurts. */
const manyRows = 100_000n;
const manyDeletes = 100n;

/** Each delete in the referenced table, and each change of its key, reads the whole referencing table. */
export const foreignKeyWithoutIndex: DataRule = {
  code: 'data/foreign-key-without-index',
  severity: 'info',
  judge: ({ states }) => states.unindexed.map(finding),
};

function finding(key: UnindexedForeignKey): Finding {
  const { columns, referenced, rows, deleted, partly } = key;
  const subject = constraintSubject(key);
  const hurts = !partly && rows !== null && rows >= manyRows && deleted >= manyDeletes;
  return {
    code: 'data/foreign-key-without-index',
    severity: hurts ? 'warn' : 'info',
    subject,
    message: `no index of ${tableName(key)} begins with ${columns.join(', ')} (${nameOf(subject)}): each delete in ${tableName(referenced)} reads ${
      rows === null || rows === 0n ? 'all of it' : `its ${rows} rows`
    }`,
    evidence: { columns, rows: rows === null ? null : `${rows}`, deletedReferencedRows: `${deleted}` },
    remedy: byHand('create the index, if rows are deleted there or their keys change', statements(key)),
  };
}

/** Partitions each by itself: an index of the whole cannot be built while others write. */
function statements({ tables, columns }: UnindexedForeignKey): string[] {
  const list = columns.map((column) => identifier(column)).join(', ');
  return tables.map(({ schema, table }) => `CREATE INDEX CONCURRENTLY ON ${identifier(schema, table)} (${list})`);
}
