import type { Finding } from '../../../model/finding.ts';
import { adviceBy, type Unread } from '../ask.ts';
import type { DataFacts, PartName } from '../data-facts.ts';
import { many, notExamined, tableName } from '../findings.ts';
import { mild, type ReferenceFacts } from '../references/references.ts';
import type { ValueFacts } from '../values/facts.ts';
import type { DataRule } from './rule.ts';

/** More than these that could not be read for one reason are one finding. */
const together = 10;

/** What could not be read, so that nobody knows whether its rows keep their promises. */
export const unexamined: DataRule = {
  code: 'data/not-examined',
  severity: 'warn',
  judge: ({ references, counts, values, failed }) => [
    ...failed.map(unreadPart),
    ...comparison(references.other ?? counts.other),
    ...grouped([...unprovenIn(references), ...uncountedIn(references)]),
    ...unlookedAt(values),
  ],
};

const unknownOf: Record<PartName, string> = {
  references: 'nobody knows whether rows keep their references and keys',
  states: 'nobody knows whether indexes, triggers and constraints do what they promise',
  counts: 'nobody knows how many rows the tables have',
  values: 'nobody knows what values the columns hold',
};

function unreadPart({ part, target, sqlState, reason }: DataFacts['failed'][number]): Finding {
  const advice = sqlState === '55P03' ? adviceBy[sqlState] : undefined;
  return notExamined({ kind: 'target', name: target }, unknownOf[part], { reason, advice: advice ?? 'see the reason' });
}

interface Unexamined {
  unread: Unread;
  path: string;
  finding: Finding;
}

function comparison(other: ReferenceFacts['other']): Finding[] {
  if (other === null || other.failed === null) return [];
  const unread = { reason: other.failed, advice: `see why ${other.name} cannot be read` };
  return [notExamined({ kind: 'target', name: other.name }, `nobody could look what ${other.name} has`, unread)];
}

/** No more than news: a look for dates that could warn at worst, and that a column's name alone asked for. */
function unlookedAt({ unread }: ValueFacts): Finding[] {
  return unread.map(({ schema, table, ...why }) => {
    const message = `nobody looked in which formats ${tableName({ schema, table })} holds dates`;
    return news(notExamined({ kind: 'table', schema, name: table }, message, why));
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

function grouped(unexamined: Unexamined[]): Finding[] {
  const byReason = Map.groupBy(unexamined, ({ unread: { reason } }) => reason);
  return [...byReason.values()].flatMap((group) => {
    const [first] = group;
    if (group.length <= together || first === undefined) return group.map(({ finding }) => finding);
    const subject = { kind: 'object' as const, name: many(group.length, 'constraint') };
    const finding = notExamined(
      subject,
      `nobody knows whether the rows keep ${many(group.length, 'constraint')}`,
      first.unread,
    );
    return { ...finding, evidence: { ...finding.evidence, objects: group.map(({ path }) => path) } };
  });
}
