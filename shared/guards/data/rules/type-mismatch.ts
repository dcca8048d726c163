import type { Finding } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand, many, tableName } from '../findings.ts';
import type { TypeMismatch } from '../values/values.ts';
import type { DataRule } from './rule.ts';

/** A column has another type than in the other environment. It blocks where values would not convert to that one. */
export const typeMismatch: DataRule = {
  code: 'data/type-mismatch',
  severity: 'block',
  judge: ({ values: { mismatches, reference } }) => mismatches.map((mismatch) => finding(mismatch, reference ?? '')),
};

function finding(mismatch: TypeMismatch, reference: string): Finding {
  const { schema, table, column, type, wanted, tried, refused, samples, whole } = mismatch;
  return {
    code: 'data/type-mismatch',
    severity: refused > 0n ? 'block' : 'warn',
    ...(tried === null ? { unknown: true } : {}),
    subject: { kind: 'column', schema, table, name: column, column },
    message: `${tableName(mismatch)}.${column} is ${type}, and ${wanted} in ${reference}: ${outcome(mismatch)}`,
    evidence: {
      type,
      expected: wanted,
      tried: tried === null ? null : `${tried}`,
      refused: `${refused}`,
      samples,
      everyRow: whole,
    },
    remedy: remedy(mismatch),
  };
}

function outcome({ tried, refused, whole, reason, samples }: TypeMismatch): string {
  if (tried === null) return `nobody knows whether its values would convert: ${reason}`;
  const of = `${many(tried, 'value')}${whole ? '' : ' of a part that was read'}`;
  if (refused === 0n) return tried === 0n ? 'it has no values' : `${of} would convert`;
  return `${refused} of ${of} would not convert, such as ${samples.map((sample) => JSON.stringify(sample)).join(', ')}`;
}

function remedy({ schema, table, column, wanted, tried, refused }: TypeMismatch): Finding['remedy'] {
  if (tried === null) return byHand('see the reason; then decide which of the two types is right');
  if (refused === 0n) return byHand('decide which of the two types is right, and change the other in a migration');
  const see = `SELECT DISTINCT ${identifier(column)} FROM ${identifier(schema, table)} LIMIT 100;`;
  return byHand(`correct the values that ${wanted} refuses before a migration changes the type`, [see]);
}
