import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { relations } from '../linting/relation-locks.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Name, Statement } from '../linting/statement.ts';
import { writtenName } from '../linting/written.ts';

export const createTablePartitionOf: LintRule = {
  name: 'create-table-partition-of',
  kinds: ['CreateStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'CREATE TABLE ... PARTITION OF locks the whole partitioned table, against readers too.',
  why: 'It takes an ACCESS EXCLUSIVE lock on the parent, and on its DEFAULT partition, which it reads all of for rows that now belong elsewhere. Made on its own and then attached, the new partition needs a SHARE UPDATE EXCLUSIVE lock on the parent only, which nobody who reads or writes waits for.',
  versions: '',
  example: {
    setup: 'CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);',
    unsafe: "CREATE TABLE events_2030 PARTITION OF events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');",
    safe: "CREATE TABLE events_2030 (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS); ALTER TABLE events ATTACH PARTITION events_2030 FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');",
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'CreateStmt');
    const [parent] = node?.partbound ? relations(node.inhRelations) : [];
    if (!node || parent === undefined || context.isNew(parent)) return [];
    return [
      {
        message: `everybody who uses ${inWords(parent)} waits for this, and it waits for them`,
        table: parent,
        sql: attaching(statement, parent, nameFrom(node.relation)),
      },
    ];
  },
};

function attaching({ sql }: Statement, parent: Name, own: Name): string[] {
  const bound =
    /\b(FOR\s+VALUES\b.*|DEFAULT)\s*(?=(PARTITION\s+BY\b.*)?$)/is.exec(sql)?.[1]?.trim() ?? 'FOR VALUES ...';
  const below = /\bPARTITION\s+BY\s+.*$/is.exec(bound)?.[0];
  const values = below === undefined ? bound : bound.slice(0, -below.length).trim();
  return [
    `CREATE TABLE ${writtenName(own)} (LIKE ${writtenName(parent)} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)${below === undefined ? '' : ` ${below}`};`,
    `ALTER TABLE ${writtenName(parent)} ATTACH PARTITION ${writtenName(own)} ${values};`,
  ];
}
