import type { Finding, Remedy } from '../../../model/finding.ts';
import type { DataFacts } from '../data-facts.ts';
import { byHand, many, tableName } from '../findings.ts';
import { type Plan, validation } from '../repairs/plan.ts';
import type { NotValidConstraint } from '../states/states.ts';
import type { DataRule } from './rule.ts';

/** A constraint that holds for new rows alone: nobody has looked at those that were there before. */
export const notValidated: DataRule = {
  code: 'data/not-validated',
  severity: 'warn',
  judge: (facts) => facts.states.notValid.map((constraint) => finding(constraint, facts)),
};

function finding(constraint: NotValidConstraint, facts: DataFacts): Finding {
  const { schema, table, name, kind, owner } = constraint;
  return {
    code: 'data/not-validated',
    severity: 'warn',
    subject: { kind: 'constraint', schema, table, name },
    message: `${name} of ${tableName(constraint)} (${kind}) is NOT VALID: it was never checked against the rows that were there before${broken(constraint, facts)}`,
    evidence: { kind, owner },
    remedy: remedy(validation(constraint, facts)),
  };
}

/** How many rows of a foreign key break it, where that is known. */
function broken({ schema, table, name }: NotValidConstraint, { references: { proven } }: DataFacts): string {
  const proof = proven.find(
    ({ foreignKey }) => foreignKey.schema === schema && foreignKey.table === table && foreignKey.name === name,
  )?.proof;
  if (proof === undefined || !('rows' in proof)) return '';
  return `; ${many(proof.rows, 'row')} of today ${proof.rows === 1n ? 'breaks' : 'break'} it`;
}

function remedy(plan: Plan): Remedy {
  if (!('repair' in plan)) return byHand(plan.advice, plan.sql);
  return { summary: 'validate it; reads and writes go on meanwhile', sql: [plan.repair.sql], automatic: true };
}
