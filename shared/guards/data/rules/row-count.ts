import type { Finding, Severity } from '../../../model/finding.ts';
import type { TableCount } from '../counts/counts.ts';
import { byHand } from '../findings.ts';
import { nameOf } from '../repairs/findings.ts';
import type { DataRule } from './rule.ts';

/** From how many rows a table says whether one side is a copy of the other: lists of countries are the same everywhere. */
const telling = 1000n;

/**
 * Tables whose rows differ in number from the other target's, both counted. Environments have other rows as a rule: only
 * where most tables agree, so that one is a copy of the other, does a table that does not stand out. Else it is news at
 * most that a table is empty here; of one that is too large to be counted there, its estimate tells that.
 */
export const rowCount: DataRule = {
  code: 'data/row-count',
  severity: 'warn',
  judge({ counts: { tables, other }, references }, { data: { tolerance } }) {
    if (other === null) return [];
    // Where nothing of it could be read, that is said already.
    if (other.failed !== null) return references.other?.failed === null ? [unread(other.name, other.failed)] : [];
    const pairs = tables.flatMap(pairOf).filter(({ here, there }) => here > 0n || there > 0n);
    const differing = pairs.filter((pair) => differs(pair, tolerance));
    const copy = isCopy(pairs, tolerance);
    return differing
      .filter(({ here }) => copy || here === 0n)
      .map((pair) => finding(pair, other.name, copy ? 'warn' : 'info'));
  },
};

interface Pair {
  table: TableCount;
  here: bigint;
  there: bigint;
  /** counted there, else the planner's estimate */
  exact: boolean;
}

function pairOf(table: TableCount): Pair[] {
  const { here, other } = table;
  if (!here.exact || here.rows === null || other === null || other.rows === null) return [];
  if (!other.exact && (here.rows > 0n || other.rows < telling)) return [];
  return [{ table, here: here.rows, there: other.rows, exact: other.exact }];
}

function differs({ here, there }: Pair, tolerance: number): boolean {
  const [less, more] = here < there ? [here, there] : [there, here];
  return less === 0n ? more > 0n : Number(more - less) / Number(more) > tolerance;
}

/** At least half of the tables that were counted agree: of the large ones, where there are any. */
function isCopy(pairs: Pair[], tolerance: number): boolean {
  const counted = pairs.filter(({ exact }) => exact);
  const large = counted.filter(({ here, there }) => here >= telling || there >= telling);
  const asked = large.length > 1 ? large : counted;
  return asked.length > 0 && asked.filter((pair) => !differs(pair, tolerance)).length * 2 >= asked.length;
}

function finding({ table, here, there, exact }: Pair, other: string, severity: Severity): Finding {
  const { schema, name } = table;
  const subject = { kind: 'table' as const, schema, name };
  const rows = (count: bigint) => (count === 0n ? 'no rows' : count === 1n ? '1 row' : `${count} rows`);
  return {
    code: 'data/row-count',
    severity,
    subject,
    message: `${nameOf(subject)} has ${rows(here)}, and ${exact ? '' : 'about '}${rows(there)} in ${other}`,
    evidence: { rows: `${here}`, otherRows: `${there}`, other, ...(exact ? {} : { estimated: true }) },
    remedy: byHand('see whether rows were lost or copied in part; data.tolerance says how far counts may differ'),
  };
}

function unread(other: string, reason: string): Finding {
  return {
    code: 'data/row-count',
    severity: 'warn',
    unknown: true,
    subject: { kind: 'target', name: other },
    message: `the rows of ${other} could not be counted: ${reason}`,
    evidence: {},
    remedy: byHand('see why, or take compareWith out of the configuration'),
  };
}
