import type { Finding, Remedy } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import type { Unread } from '../ask.ts';
import { byHand, many, tableName } from '../findings.ts';
import type { Broken, Proven } from '../references/references.ts';
import type { NotValidConstraint } from '../states/states.ts';
import type { DataRule } from './rule.ts';

/** A constraint that holds for new rows alone: nobody has looked at those that were there before. */
export const notValidated: DataRule = {
  code: 'data/not-validated',
  severity: 'warn',
  judge: ({ states, references: { proven } }) =>
    states.notValid.map((constraint) => finding(constraint, proofOf(constraint, proven))),
};

/** What reading both tables of a foreign key came to; null for any other constraint. */
export function proofOf(constraint: NotValidConstraint, proven: Proven[]): Broken | Unread | null {
  const { schema, table, name } = constraint;
  const same = ({ foreignKey }: Proven) =>
    foreignKey.schema === schema && foreignKey.table === table && foreignKey.name === name;
  return proven.find(same)?.proof ?? null;
}

function finding(constraint: NotValidConstraint, proof: Broken | Unread | null): Finding {
  const { schema, table, name, kind } = constraint;
  const known =
    proof === null || !('rows' in proof)
      ? ''
      : `; ${many(proof.rows, 'row')} of today ${proof.rows === 1n ? 'breaks' : 'break'} it`;
  return {
    code: 'data/not-validated',
    severity: 'warn',
    subject: { kind: 'constraint', schema, table, name },
    message: `${name} of ${tableName(constraint)} (${kind}) is NOT VALID: it was never checked against the rows that were there before${known}`,
    evidence: { kind, owner: constraint.owner },
    remedy: remedy(constraint, proof),
  };
}

function remedy(constraint: NotValidConstraint, proof: Broken | Unread | null): Remedy {
  const { schema, table, name, ours, owner } = constraint;
  const sql = [`ALTER TABLE ${identifier(schema, table)} VALIDATE CONSTRAINT ${identifier(name)};`];
  if (proof !== null && !('rows' in proof))
    return byHand('prove it first, as data/not-examined says; then validate it', sql);
  if (proof !== null && proof.rows > 0n) return byHand('settle the rows that break it, then validate it', sql);
  if (!ours) return byHand(`let ${owner}, who owns the table, validate it`, sql);
  return { summary: 'validate it; reads and writes go on meanwhile', sql, automatic: true };
}
