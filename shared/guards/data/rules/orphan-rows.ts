import type { Finding } from '../../../model/finding.ts';
import { byHand, many, tableName } from '../findings.ts';
import { keysOf } from '../references/keys.ts';
import { orphansQuery } from '../references/proofs.ts';
import type { Broken, ForeignKey } from '../references/references.ts';
import type { DataRule } from './rule.ts';

/** Rows refer to rows that are not there. What a constraint does not enforce, somebody may have meant. */
export const orphanRows: DataRule = {
  code: 'data/orphan-rows',
  severity: 'block',
  judge: ({ references: { proven } }) =>
    proven
      .flatMap(({ foreignKey, proof }) => ('rows' in proof && proof.rows > 0n ? { foreignKey, proof } : []))
      .map(({ foreignKey, proof }, at) => finding(foreignKey, proof, at + 1)),
};

function finding(foreignKey: ForeignKey, proof: Broken, order: number): Finding {
  const { schema, table, name, pairs, referenced, suspicion, enforced } = foreignKey;
  const columns = pairs.map(({ column }) => column);
  const verb = proof.rows === 1n ? 'refers' : 'refer';
  return {
    code: 'data/orphan-rows',
    severity: enforced ? 'block' : 'warn',
    subject: { kind: 'constraint', schema, table, name },
    message: `${many(proof.rows, 'row')} of ${tableName(foreignKey)} ${verb} to ${many(proof.keys, 'row')} of ${tableName(
      referenced,
    )} that ${proof.keys === 1n ? 'is' : 'are'} not there: ${columns.join(', ')} ${keysOf(proof).join(', ')}${
      proof.keys > BigInt(proof.first.length) ? ', ...' : ''
    }${because[suspicion ?? 'asked for'] ?? ''}`,
    evidence: {
      order,
      rows: `${proof.rows}`,
      missing: `${proof.keys}`,
      first: keysOf(proof),
      referenced: `${tableName(referenced)} (${pairs.map((pair) => pair.referenced).join(', ')})`,
    },
    remedy: byHand(
      `decide: add the missing rows of ${tableName(referenced)}, or set ${columns.join(', ')} to NULL, or delete these rows; lockstep does none of it`,
      [orphansQuery(foreignKey)],
    ),
  };
}

/** How they came past the constraint; nothing where nobody can tell any more. */
const because: Record<string, string> = {
  'NOT VALID': '; the constraint is NOT VALID',
  'NOT ENFORCED': '; the constraint is NOT ENFORCED',
  'triggers disabled': '; the triggers of the constraint are disabled',
  'replication role': '; session_replication_role is replica here, so that no foreign key is checked',
  subscription: '; the rows that a subscription brings are not checked',
  lost: '; the constraint was lost',
};
