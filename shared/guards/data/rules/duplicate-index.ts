import type { Finding } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand, tableName } from '../findings.ts';
import { nameOf } from '../repairs/findings.ts';
import { indexSubject } from '../repairs/plan.ts';
import type { DuplicateIndex } from '../states/states.ts';
import type { DataRule } from './rule.ts';

/** Two valid indexes for the same: each write keeps both. */
export const duplicateIndex: DataRule = {
  code: 'data/duplicate-index',
  severity: 'info',
  judge: ({ states }) => states.duplicates.map(finding),
};

function finding(index: DuplicateIndex): Finding {
  const subject = indexSubject(index);
  const { schema, table, kept, constraint, partitioned } = index;
  const sql =
    constraint === null
      ? `DROP INDEX ${partitioned ? '' : 'CONCURRENTLY '}${identifier(schema, index.name)}`
      : `ALTER TABLE ${identifier(schema, table)} DROP CONSTRAINT ${identifier(constraint)}`;
  return {
    code: 'data/duplicate-index',
    severity: 'info',
    subject,
    message: `${nameOf(subject)} on ${tableName(index)} does nothing that ${kept} does not do: every write keeps both`,
    evidence: { kept },
    remedy: byHand('drop it, if nothing names it (ON CONFLICT ON CONSTRAINT, a migration)', [sql]),
  };
}
