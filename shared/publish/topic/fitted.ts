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
 * A report that fits: as it is, or with as many findings (worst first), changes, statements of lint, differences, tables, sequences
 * and histories as there is room for, and the count of those left out. While differences wait, findings take half of the room at
 * first, as each difference of the schema is a finding as well.
 */
export function fitted(report: Report, { most, whole }: Room): Report {
  if (costOf(report) <= most) return report;
  const frame = frameOf(report, whole);
  let left = most - costOf(frame);
  const taken = <Item>(items: Item[], rest = 0): Item[] =>
    items.filter((item) => {
      const cost = costOf(item) + 1;
      if (cost > left - rest) return false;
      left -= cost;
      return true;
    });
  const first = new Set(taken(report.findings, report.differences?.length ? left / 2 : 0));
  const others = presentIn(report).filter((list) => list !== 'findings');
  const kept: Record<string, unknown[]> = Object.fromEntries(
    others.map((list) => [list, taken<unknown>(report[list] ?? [])]),
  );
  const histories = report.migrations?.filter((history) => taken([withoutEntries(history)]).length > 0);
  // What is applied and well comes last.
  const migrations = histories?.map((history) => ({
    ...withoutEntries(history),
    entries: taken(history.entries.toReversed()).reverse(),
  }));
  kept.findings = report.findings.filter((finding) => first.has(finding) || taken([finding]).length > 0);
  const rest = Object.entries(kept).map(([list, items]) => [list, (report[list as List]?.length ?? 0) - items.length]);
  const omitted = {
    ...frame.omitted,
    ...Object.fromEntries(rest),
    ...(report.migrations ? { migrations: entriesIn(report.migrations) - entriesIn(migrations) } : {}),
  };
  return { ...frame, ...kept, ...(migrations ? { migrations } : {}), omitted };
}

/** What is listed item by item, the most telling first. Histories have lists of their own. */
const lists = ['findings', 'changes', 'lint', 'differences', 'tables', 'foreignKeys', 'sequences'] as const;
type List = (typeof lists)[number];

function presentIn(report: Report): List[] {
  return lists.filter((list) => report[list] !== undefined);
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
  const { migrations, next, ...rest } = report;
  const present = presentIn(report);
  const omitted = {
    findings: 0,
    changes: 0,
    sequences: 0,
    ...Object.fromEntries(present.map((list) => [list, report[list]?.length ?? 0])),
    ...(migrations ? { migrations: entriesIn(migrations) } : {}),
    ...(whole === null ? {} : { whole }),
  };
  const empty = Object.fromEntries(present.map((list) => [list, []]));
  return {
    ...withShortTexts({ ...rest, ...empty }, mostOfOneText),
    // Half a command would be another one: long ones are left out.
    next: next.filter((command) => Buffer.byteLength(command) <= mostOfOneText).slice(0, 10),
    ...(migrations ? { migrations: [] } : {}),
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
