import type { Finding, Remedy, Severity } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand, tableName } from '../findings.ts';
import { nameOf } from '../repairs/findings.ts';
import { indexSubject, isSuperfluous, type Known, rebuilding } from '../repairs/plan.ts';
import { attaching } from '../states/attaching.ts';
import type { InvalidIndex } from '../states/states.ts';
import type { DataRule } from './rule.ts';

/**
 * An index that queries do not use. A unique one, or one of a constraint, does not keep its promise either: rows with the
 * same key may be there, and ON CONFLICT does not find it. One that somebody builds right now is no fault.
 */
export const invalidIndex: DataRule = {
  code: 'data/invalid-index',
  severity: 'warn',
  judge: (facts) => facts.states.invalid.map((index) => finding(index, facts)),
};

function finding(index: InvalidIndex, known: Known): Finding {
  const { unique, constraint, buildingPid } = index;
  const promises = (unique || constraint !== null) && index.leftoverOf === null && !isSuperfluous(index);
  const severity: Severity = buildingPid !== null ? 'info' : promises && !index.dropping ? 'block' : 'warn';
  return {
    code: 'data/invalid-index',
    severity,
    subject: indexSubject(index),
    message: `${nameOf(indexSubject(index))} on ${tableName(index)} ${stateOf(index)}`,
    evidence: { unique, constraint, ...(buildingPid === null ? {} : { pid: buildingPid }) },
    remedy: remedyOf(index, known),
  };
}

function stateOf({
  buildingPid,
  dropping,
  leftoverOf,
  partitioned,
  missing,
  unique,
  constraint,
}: InvalidIndex): string {
  if (buildingPid !== null) return `is being built by pid ${buildingPid}`;
  if (dropping) return 'is INVALID: it was being dropped when that failed';
  if (leftoverOf !== null) return `is INVALID: REINDEX CONCURRENTLY of ${leftoverOf} left it`;
  if (partitioned && missing.length > 0) {
    const all = missing.map(tableName).join(', ');
    return `is INVALID: no valid index of it is attached in ${all}`;
  }
  if (partitioned) return 'is INVALID, though those of all its partitions are valid';
  const promise = constraint === null ? 'rows with the same key may be there' : `${constraint} does not hold`;
  return `is INVALID: queries do not use it${unique ? `, and ${promise}` : ''}`;
}

function remedyOf(index: InvalidIndex, known: Known): Remedy {
  const { schema, name, buildingPid, dropping, leftoverOf, partitioned, exclusion } = index;
  const drop = [`DROP INDEX CONCURRENTLY ${identifier(schema, name)}`];
  if (buildingPid !== null) return byHand('wait until it is built, then check again');
  if (partitioned) {
    const all =
      index.missing.length === 0
        ? 'attach one of its partitions again'
        : 'give each partition its index, and attach it';
    return byHand(all, attaching(index));
  }
  if (dropping) return byHand('drop it again', drop);
  if (leftoverOf !== null) return byHand('drop it: nothing uses it', drop);
  if (isSuperfluous(index)) return byHand(`drop it: ${index.twin} does its work`, drop);
  if (exclusion) {
    const rebuild = [`REINDEX INDEX ${identifier(schema, name)}`];
    return byHand('rebuild it at a quiet hour: an exclusion constraint cannot be rebuilt concurrently', rebuild);
  }
  const plan = rebuilding(index, known);
  if (plan === null) return byHand('look at the index');
  if ('refusal' in plan) return byHand(`fix leaves it alone: ${plan.refusal}; ${plan.advice}`, plan.sql);
  return { summary: 'rebuild it while others read and write', sql: [plan.repair.sql], automatic: true };
}
