import type { Finding } from '../../../model/finding.ts';
import { adviceBy, seeReason } from '../ask.ts';
import type { CountFacts } from '../counts/counts.ts';
import type { DataFacts, PartName } from '../data-facts.ts';
import { notExamined, tableName } from '../findings.ts';
import { grouped, type Unexamined, type Wording } from '../grouped.ts';
import { ignoredData } from '../ignore.ts';
import { mild, type ReferenceFacts } from '../references/references.ts';
import type { ValueFacts } from '../values/facts.ts';
import type { DataRule } from './rule.ts';

/** What could not be read, so that nobody knows whether its rows keep their promises. */
export const unexamined: DataRule = {
  code: 'data/not-examined',
  severity: 'warn',
  judge({ references, counts, values, failed }, { data }) {
    const isIgnored = ignoredData(data);
    const asked = (those: Unexamined[]) => those.filter(({ finding }) => !isIgnored(finding));
    const others = counts.other === null ? [] : [counts.other.name];
    return [
      ...failed.map(unreadPart),
      ...comparison(references.other ?? counts.other),
      ...uncounted(counts),
      ...grouped(asked(uncountedTables(counts, null)), rows('')),
      ...others.flatMap((name) => grouped(asked(uncountedTables(counts, name)), rows(` in ${name}`))),
      ...grouped(asked([...unprovenIn(references), ...uncountedIn(references)]), constraints),
      ...grouped(asked(unlookedAt(values)), tables),
    ];
  },
};

const unknownOf: Record<PartName, string> = {
  references: 'nobody knows whether rows keep their references and keys',
  states: 'nobody knows whether indexes, triggers and constraints do what they promise',
  counts: 'nobody knows how many rows the tables have',
  values: 'nobody knows what values the columns hold',
};

function unreadPart({ part, target, sqlState, reason }: DataFacts['failed'][number]): Finding {
  const advice = sqlState === '55P03' ? adviceBy[sqlState] : undefined;
  return notExamined({ kind: 'target', name: target }, unknownOf[part], { reason, advice: advice ?? seeReason });
}

const constraints: Wording = {
  what: 'constraint',
  message: (count) => `nobody knows whether the rows keep ${count}`,
};
const tables: Wording = {
  what: 'table',
  message: (count) => `nobody looked in which formats ${count} hold dates`,
};

const rows = (where: string): Wording => ({
  what: 'table',
  message: (count, paths) => `nobody knows how many rows ${count} have${where} (${firstOf(paths)})`,
  apart: 1,
});

/** As many as fit a line; the evidence has them all. */
function firstOf(paths: string[]): string {
  const few = paths.slice(0, 5).join(', ');
  return paths.length > 5 ? `${few} and others` : few;
}

function comparison(other: ReferenceFacts['other']): Finding[] {
  if (other === null || other.failed === null) return [];
  const unread = { reason: other.failed, advice: `see why ${other.name} cannot be read` };
  return [notExamined({ kind: 'target', name: other.name }, `nobody could look what ${other.name} has`, unread)];
}

function uncounted({ uncounted }: CountFacts): Finding[] {
  if (uncounted === null) return [];
  return [notExamined({ kind: 'target', name: uncounted.by }, unknownOf.counts, uncounted)];
}

function uncountedTables({ unread }: CountFacts, other: string | null): Unexamined[] {
  return unread.flatMap(({ schema, table, in: name, reason, advice }) => {
    if (name !== other) return [];
    const message = `nobody knows how many rows ${tableName({ schema, table })} has${name === null ? '' : ` in ${name}`}`;
    const finding = notExamined({ kind: 'table', schema, name: table }, message, { reason, advice });
    return [{ unread: { reason, advice }, path: `${schema}.${table}`, finding }];
  });
}

/** No more than news: a look for dates that could warn at worst, and that a column's name alone asked for. */
function unlookedAt({ unread }: ValueFacts): Unexamined[] {
  return unread.map(({ schema, table, reason, advice }) => {
    const message = `nobody looked in which formats ${tableName({ schema, table })} holds dates`;
    const finding = notExamined({ kind: 'table', schema, name: table }, message, { reason, advice });
    return { unread: { reason, advice }, path: `${schema}.${table}`, finding: news(finding) };
  });
}

function news({ unknown: _unknown, ...finding }: Finding): Finding {
  return { ...finding, severity: 'info' };
}

function unprovenIn({ proven }: ReferenceFacts): Unexamined[] {
  return proven.flatMap(({ foreignKey, proof }) => {
    if ('rows' in proof || mild.has(foreignKey.suspicion)) return [];
    const { schema, table, name, referenced } = foreignKey;
    const subject = { kind: 'constraint' as const, schema, table, name };
    const message = `nobody knows whether rows of ${tableName(foreignKey)} refer to rows of ${tableName(referenced)} that are not there`;
    return { unread: proof, path: `${schema}.${table}.${name}`, finding: notExamined(subject, message, proof) };
  });
}

function uncountedIn({ duplicates }: ReferenceFacts): Unexamined[] {
  return duplicates.flatMap(({ key, proof }) => {
    if ('rows' in proof) return [];
    const { schema, table, columns } = key;
    const name = key.name ?? `(${columns.join(', ')})`;
    const subject = { kind: 'constraint' as const, schema, table, name };
    const message = `nobody knows whether rows of ${tableName(key)} share ${columns.join(', ')}`;
    return { unread: proof, path: `${schema}.${table}.${name}`, finding: notExamined(subject, message, proof) };
  });
}
