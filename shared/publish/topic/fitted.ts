import type { HistoryEntry, Report } from '../../model/report.ts';
import { withShortTexts } from './short.ts';

/** No list of a report: what is known of the target and the run. A person's or server's text in it may be of any length. */
const mostOfOneText = 500;
/** Of a tenant's schema or a branch each there may be thousands. */
const mostHeads = 3;

interface Room {
  /** bytes that the report may take as a JSON text within a JSON text */
  most: number;
  /** where the whole of it is kept; null where it is not */
  whole: string | null;
}

/**
 * A report that fits: as it is, or with as many findings (worst first), changes, statements of lint, sequences and histories as there is room
 * for, and the count of those left out.
 */
export function fitted(report: Report, { most, whole }: Room): Report {
  if (costOf(report) <= most) return report;
  const frame = frameOf(report, whole);
  let left = most - costOf(frame);
  const taken = <Item>(items: Item[]): Item[] =>
    items.filter((item) => {
      const cost = costOf(item) + 1;
      if (cost > left) return false;
      left -= cost;
      return true;
    });
  const findings = taken(report.findings);
  const changes = taken(report.changes);
  const lint = taken(report.lint ?? []);
  const sequences = taken(report.sequences ?? []);
  const histories = report.migrations?.filter((history) => taken([withoutEntries(history)]).length > 0);
  // What is applied and well comes last.
  const migrations = histories?.map((history) => ({
    ...withoutEntries(history),
    entries: taken(history.entries.toReversed()).reverse(),
  }));
  const omitted = {
    ...frame.omitted,
    findings: report.findings.length - findings.length,
    changes: report.changes.length - changes.length,
    sequences: (report.sequences?.length ?? 0) - sequences.length,
    ...(report.migrations ? { migrations: entriesIn(report.migrations) - entriesIn(migrations) } : {}),
    ...(report.lint ? { lint: report.lint.length - lint.length } : {}),
  };
  return {
    ...frame,
    findings,
    changes,
    ...(report.sequences ? { sequences } : {}),
    ...(migrations ? { migrations } : {}),
    ...(report.lint ? { lint } : {}),
    omitted,
  };
}

/** A history with as many heads as anybody reads, and room for its entries. */
function withoutEntries(history: HistoryEntry): HistoryEntry {
  return withShortTexts({ ...history, heads: history.heads.slice(0, mostHeads), entries: [] }, mostOfOneText);
}

function entriesIn(histories: HistoryEntry[] = []): number {
  return histories.reduce((count, { entries }) => count + entries.length, 0);
}

/** The report without what its lists hold, and with the highest counts that `omitted` can come to. */
function frameOf(report: Report, whole: string | null): Report {
  const { findings, changes, sequences, migrations, lint, next, ...rest } = report;
  const omitted = {
    findings: findings.length,
    changes: changes.length,
    sequences: sequences?.length ?? 0,
    ...(migrations ? { migrations: entriesIn(migrations) } : {}),
    ...(lint ? { lint: lint.length } : {}),
    ...(whole === null ? {} : { whole }),
  };
  return {
    ...withShortTexts(rest, mostOfOneText),
    // Half a command would be another one: long ones are left out.
    next: next.filter((command) => Buffer.byteLength(command) <= mostOfOneText).slice(0, 10),
    findings: [],
    changes: [],
    ...(sequences ? { sequences: [] } : {}),
    ...(migrations ? { migrations: [] } : {}),
    ...(lint ? { lint: [] } : {}),
    omitted,
  };
}

/** Bytes of a value in a JSON text that is itself a string of a JSON text. */
function costOf(value: unknown): number {
  return Buffer.byteLength(jsonText(jsonText(value))) - 2;
}

/** JSON without the two characters that SNS and SQS refuse, as XML has no place for them. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
