import type { Finding } from '../../../model/finding.ts';
import type { TableCount } from '../counts/counts.ts';
import { byHand } from '../findings.ts';
import { nameOf } from '../repairs/findings.ts';
import type { DataRule } from './rule.ts';

/** Tables with less are small: they may multiply, and be emptied. */
const fewGrown = 10_000n;
const fewEmptied = 1000n;

/**
 * A table that has grown many times over since the last run, or has lost all its rows; both numbers counted. One that was too
 * large to be counted then is empty now by its estimate.
 */
export const growth: DataRule = {
  code: 'data/growth',
  severity: 'warn',
  judge: ({ counts: { tables, before } }, { data }) =>
    before === null ? [] : tables.flatMap((table) => finding(table, { since: before, times: data.growth }) ?? []),
};

function finding(table: TableCount, { since, times }: { since: string; times: number }): Finding | null {
  const { here, before, schema, name } = table;
  if (!here.exact || here.rows === null || before === null || before.rows === null) return null;
  const grown =
    before.exact && here.rows >= fewGrown && Number(here.rows) > Number(before.rows) * times && before.rows > 0n;
  const emptied = here.rows === 0n && before.rows >= fewEmptied;
  if (!grown && !emptied) return null;
  const subject = { kind: 'table' as const, schema, name };
  return {
    code: 'data/growth',
    severity: 'warn',
    subject,
    message: grown
      ? `${nameOf(subject)} has grown from ${before.rows} to ${here.rows} rows since ${since}`
      : `${nameOf(subject)} is empty: it had ${before.exact ? '' : 'about '}${before.rows} rows at ${since}`,
    evidence: { rows: `${here.rows}`, before: `${before.rows}`, since, ...(before.exact ? {} : { estimated: true }) },
    remedy: byHand(
      grown
        ? 'see what writes to it; data.growth says how many times a table may have grown'
        : 'see who emptied it; data.ignore names tables that come and go',
    ),
  };
}
