import type { Finding } from '../../../model/finding.ts';
import { byHand, many, tableName } from '../findings.ts';
import { keysOf } from '../references/keys.ts';
import { duplicatesQuery } from '../references/proofs.ts';
import type { Broken, WantedKey } from '../references/references.ts';
import type { DataRule } from './rule.ts';

/** Rows share a value that has to be unique, so that the key cannot be made. */
export const duplicateRows: DataRule = {
  code: 'data/duplicate-rows',
  severity: 'block',
  judge: ({ references: { duplicates, other } }) =>
    duplicates.flatMap(({ key, proof }) =>
      'rows' in proof && proof.rows > 0n ? finding(key, proof, other?.name ?? '') : [],
    ),
};

function finding(key: WantedKey, proof: Broken, other: string): Finding {
  const { schema, table, name, columns, primary } = key;
  const what = primary ? 'primary key' : 'unique key';
  return {
    code: 'data/duplicate-rows',
    severity: 'block',
    subject: {
      kind: key.by === 'index' ? 'index' : 'constraint',
      schema,
      table,
      name: name ?? `(${columns.join(', ')})`,
    },
    message: `${many(proof.rows, 'row')} of ${tableName(key)} stand in the way of the ${what} on ${columns.join(', ')}${because(
      key,
      other,
    )}: ${keysOf(proof).join(', ')}${proof.keys > BigInt(proof.first.length) ? ', ...' : ''}`,
    evidence: { rows: `${proof.rows}`, values: `${proof.keys}`, first: keysOf(proof) },
    remedy: byHand(
      `decide which row of each ${columns.join(', ')} stays, and what becomes of those that refer to the others; lockstep deletes none`,
      [duplicatesQuery(key)],
    ),
  };
}

function because({ by, name }: WantedKey, other: string): string {
  if (by === 'index') return `, whose index ${name} is not valid`;
  return by === 'expectation' ? ', which the configuration expects' : `, which ${other} has`;
}
