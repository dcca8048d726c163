import type { Finding } from '../../../model/finding.ts';
import type { Unread } from '../ask.ts';
import { many, notExamined, tableName } from '../findings.ts';
import { hints, type ReferenceFacts } from '../references/references.ts';
import type { ValueFacts } from '../values/facts.ts';
import type { DataRule } from './rule.ts';

/** More than these that could not be read for one reason are one finding. */
const together = 10;

/** What could not be read, so that nobody knows whether its rows keep their promises. */
export const unexamined: DataRule = {
  code: 'data/not-examined',
  severity: 'warn',
  judge: ({ references, counts, values }) => [
    ...comparison(references.other ?? counts.other),
    ...grouped([...unprovenIn(references), ...uncountedIn(references)]),
    ...unlookedAt(values),
  ],
};

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

function unlookedAt({ unread }: ValueFacts): Finding[] {
  return unread.map(({ schema, table, column, reason }) => {
    const place =
      column === undefined ? { kind: 'table' as const, name: table } : { kind: 'column' as const, name: column, table };
    const message = `nobody knows what values ${tableName({ schema, table })}${column === undefined ? '' : `.${column}`} holds`;
    return notExamined({ ...place, schema }, message, { reason, advice: 'see the reason' });
  });
}

function unprovenIn({ proven }: ReferenceFacts): Unexamined[] {
  return proven.flatMap(({ foreignKey, proof }) => {
    if ('rows' in proof || hints.has(foreignKey.suspicion)) return [];
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
