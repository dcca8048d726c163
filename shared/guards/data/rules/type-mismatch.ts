import type { Finding } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { seeReason } from '../ask.ts';
import { byHand, many, mayBring, tableName } from '../findings.ts';
import type { TypeMismatch } from '../values/values.ts';
import type { DataRule } from './rule.ts';

/** A column has another type than in the other environment. It blocks where values would not convert to that one. */
export const typeMismatch: DataRule = {
  code: 'data/type-mismatch',
  severity: 'block',
  judge: ({ values: { mismatches, reference } }) => mismatches.map((mismatch) => finding(mismatch, reference ?? '')),
};

function finding(mismatch: TypeMismatch, reference: string): Finding {
  const { schema, table, column, type, wanted, maker, tried, refused, samples, whole } = mismatch;
  return {
    code: 'data/type-mismatch',
    severity: refused > 0n ? 'block' : maker?.sure === true ? 'info' : 'warn',
    ...(tried === null ? { unknown: true } : {}),
    subject: { kind: 'column', schema, table, name: column, column },
    message: `${tableName(mismatch)}.${column} is ${type}, and ${wanted} in ${reference}${toCome(mismatch)}: ${outcome(mismatch)}`,
    evidence: {
      type,
      expected: wanted,
      ...(maker === null ? {} : { migration: maker.migration }),
      tried: tried === null ? null : `${tried}`,
      refused: `${refused}`,
      samples,
      everyRow: whole,
    },
    remedy: remedy(mismatch),
  };
}

function toCome({ maker }: TypeMismatch): string {
  if (maker?.sure === true) return `, as ${maker.migration} makes it here, which is still to be applied`;
  return mayBring(maker?.migration ?? null);
}

function outcome({ tried, refused, whole, unread, samples }: TypeMismatch): string {
  if (tried === null) return `nobody knows whether its values would convert: ${unread?.reason ?? ''}`;
  const of = `${many(tried, 'value')}${whole ? '' : ' of a part that was read'}`;
  if (refused === 0n) return tried === 0n ? 'it has no values' : `${of} would convert`;
  return `${refused} of ${of} would not convert, such as ${samples.map((sample) => JSON.stringify(sample)).join(', ')}`;
}

function remedy({ schema, table, column, wanted, maker, tried, refused, unread }: TypeMismatch): Finding['remedy'] {
  const isToCome = maker?.sure === true;
  if (tried === null) return byHand(unread?.advice ?? seeReason);
  if (refused > 0n) {
    const see = `SELECT DISTINCT ${identifier(column)} FROM ${identifier(schema, table)} LIMIT 100;`;
    const before = isToCome
      ? `${maker.migration} is applied: it fails on them unless it converts them itself`
      : 'a migration changes the type';
    return byHand(`correct the values that ${wanted} refuses before ${before}`, [see]);
  }
  if (isToCome) return byHand(`apply ${maker.migration}`);
  return byHand('decide which of the two types is right, and change the other in a migration');
}
